import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PipelineView, StatusView } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';
import { buildChannel, buildMember, buildPipeline, buildTicket, shortId } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let admin: Client;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  admin = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const nothing = '01890000-0000-7000-8000-000000000000';

async function newPipeline(): Promise<PipelineView & { in: StatusView; wait: StatusView; out: StatusView }> {
  const { pipelineId } = await admin.call('pipeline.save', {
    name: `p-${shortId()}`,
    statuses: [
      { name: 'In', state: 'open' },
      { name: 'With them', state: 'waiting' },
      { name: 'Out', state: 'closed' },
    ],
  });
  const made = (await admin.call('pipeline.list', {})).items.find(({ id }) => id === pipelineId);
  const [first, wait, out] = made?.statuses ?? [];
  if (!made || !first || !wait || !out) throw new Error('It was made a moment ago');
  return { ...made, in: first, wait, out };
}

async function fill(pipelineId: Id, statusId: Id, many: number): Promise<Id[]> {
  const ids: Id[] = [];
  const { app, workspaceId } = cluster;
  await app.unitOfWork.run(workspaceId, null, async (tx) => {
    for (let n = 0; n < many; n += 1) {
      const given = { name: `t${n}`, source: 'manual', actorId: null, pipelineId, statusId } as const;
      ids.push((await app.tickets.create(tx, given))._id);
    }
  });
  return ids;
}

const countIn = (statusId: Id) =>
  cluster.app.storage.connection.collection('tickets').countDocuments({ statusId } as object);

const asInput = ({ id, name, state }: StatusView) => ({ id, name, state });

test('a status goes when it is said where its tickets go, all 250, and counts follow', async () => {
  const pipeline = await newPipeline();
  await fill(pipeline.id, pipeline.wait.id, 250);
  const screen = await openScreen(cluster.nodes[1]?.url ?? '', admin.token);
  expect(await admin.call('pipeline.usage', { pipelineId: pipeline.id })).toEqual({
    statuses: [
      { statusId: pipeline.in.id, tickets: 0 },
      { statusId: pipeline.wait.id, tickets: 250 },
      { statusId: pipeline.out.id, tickets: 0 },
    ],
  });
  const before = (await admin.call('view.counts', {})).counts;
  await admin.call('pipeline.save', {
    pipelineId: pipeline.id,
    name: pipeline.name,
    statuses: [asInput(pipeline.in), asInput(pipeline.out)],
    moves: [{ from: pipeline.wait.id, to: pipeline.out.id }],
  });
  await until('all have moved', async () => (await countIn(pipeline.out.id)) === 250);
  expect(await countIn(pipeline.wait.id)).toBe(0);
  const after = (await admin.call('view.counts', {})).counts;
  expect(after.open).toBe((before.open ?? 0) - 250);
  const { items } = await admin.call('ticket.list', { filter: { statusId: pipeline.out.id }, limit: 1 });
  expect(items[0]).toMatchObject({ phase: 'closed', closedAt: expect.any(String) });
  await screen.until('the status is gone', (state) => state.pipelines[pipeline.id]?.statuses.length === 2);
  screen.close();
});

test('tickets of a status that goes can only go to one that stays', async () => {
  const pipeline = await newPipeline();
  await fill(pipeline.id, pipeline.wait.id, 1);
  const save = (moves: { from: Id; to: Id }[], statuses = [asInput(pipeline.in), asInput(pipeline.out)]) =>
    admin.ask('pipeline.save', { pipelineId: pipeline.id, name: pipeline.name, statuses, moves });
  expect((await save([])).status).toBe(409);
  expect((await save([{ from: pipeline.wait.id, to: pipeline.wait.id }])).status).toBe(400);
  expect((await save([{ from: pipeline.wait.id, to: nothing }])).status).toBe(400);
  expect((await save([{ from: pipeline.in.id, to: pipeline.out.id }])).status).toBe(400);
  expect((await save([{ from: pipeline.wait.id, to: pipeline.in.id }])).status).toBe(200);
});

test('a deleted pipeline is gone at once; its tickets go to the same states of another, its addresses with them', async () => {
  const { app, workspaceId } = cluster;
  const [old, next] = [await newPipeline(), await newPipeline()];
  const channel = await buildChannel(app, workspaceId);
  await admin.call('channel.update', { channelId: channel._id, pipelineId: old.id });
  const [ticketId = ''] = await fill(old.id, old.in.id, 120);
  await fill(old.id, old.wait.id, 5);
  await fill(old.id, old.out.id, 5);
  const screen = await openScreen(cluster.nodes[1]?.url ?? '', admin.token);
  await admin.call('pipeline.delete', { pipelineId: old.id, moveTo: next.id });
  expect((await admin.call('pipeline.list', {})).items.map(({ id }) => id)).not.toContain(old.id);
  await screen.until('it is gone on screen', (state) => !(old.id in state.pipelines));
  await until('the open ones have moved', async () => (await countIn(next.in.id)) === 120);
  await until('the waiting ones have moved', async () => (await countIn(next.wait.id)) === 5);
  await until('the closed ones have moved', async () => (await countIn(next.out.id)) === 5);
  expect((await admin.call('ticket.get', { ticketId })).ticket).toMatchObject({ pipelineId: next.id });
  const { channels } = await admin.call('screen.load', {});
  expect(channels.find(({ id }) => id === channel._id)).toMatchObject({ pipelineId: next.id });
  await until(
    'nothing is left of it',
    async () => (await app.storage.connection.collection('pipelines').countDocuments({ _id: old.id as never })) === 0,
  );
  const gone = { name: 'too late', pipelineId: old.id, statusId: old.in.id };
  expect((await admin.ask('ticket.create', gone)).status).toBe(400);
  expect((await admin.ask('pipeline.delete', { pipelineId: old.id, moveTo: next.id })).status).toBe(404);
  screen.close();
});

test('no new ticket goes into a pipeline that is being cleared, and a ticket that still lies there can be worked on', async () => {
  const { app, workspaceId } = cluster;
  const old = await newPipeline();
  const ticket = await buildTicket(app, workspaceId, { pipelineId: old.id });
  await app.storage.connection
    .collection('pipelines')
    .updateOne({ _id: old.id as never }, { $set: { deletedAt: new Date() } });
  const gone = { name: 'too late', pipelineId: old.id, statusId: old.in.id };
  expect((await admin.ask('ticket.create', gone)).status).toBe(400);
  expect((await admin.ask('ticket.setStatus', { ticketId: ticket._id, statusId: old.out.id })).status).toBe(200);
});

test('a pipeline is not moved into itself or into nothing, so that one always stays', async () => {
  const { id: pipelineId } = await newPipeline();
  expect((await admin.ask('pipeline.delete', { pipelineId, moveTo: pipelineId })).status).toBe(400);
  expect((await admin.ask('pipeline.delete', { pipelineId, moveTo: nothing })).status).toBe(400);
});

test('a pipeline that was saved meanwhile stays as it is, and whoever comes late is told its version', async () => {
  const { id: pipelineId, name, version: baseVersion, ...pipeline } = await newPipeline();
  const asked = { pipelineId, baseVersion, name, statuses: [asInput(pipeline.in), asInput(pipeline.out)] };
  const { version } = await admin.call('pipeline.save', asked);
  const late = await admin.ask('pipeline.save', { ...asked, name: 'Late' });
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'conflict', details: { version } } } });
  expect((await admin.ask('pipeline.save', { ...asked, name: 'Over it', baseVersion: version })).status).toBe(200);
});

// T8
test('a ticket begins only in a status that it may begin in, which the first always is', async () => {
  const pipeline = await newPipeline();
  const { id: pipelineId, name } = pipeline;
  const save = (statuses: object[]) => admin.ask('pipeline.save', { pipelineId, name, statuses });
  const begin = (status: StatusView) => admin.ask('ticket.create', { name: 'new', pipelineId, statusId: status.id });
  const closedTo = { ...asInput(pipeline.out), atCreation: false };
  expect((await save([asInput(pipeline.in), asInput(pipeline.wait), closedTo])).status).toBe(200);
  expect((await begin(pipeline.out)).body).toMatchObject({
    error: { code: 'invalid', details: { field: 'statusId' } },
  });
  expect((await begin(pipeline.wait)).status).toBe(200);

  // Whoever leaves it out leaves it as it is.
  expect((await save([asInput(pipeline.in), asInput(pipeline.wait), asInput(pipeline.out)])).status).toBe(200);
  expect((await begin(pipeline.out)).status).toBe(400);
  const [ticketId] = await fill(pipelineId, pipeline.in.id, 1);
  expect((await admin.ask('ticket.setStatus', { ticketId, statusId: pipeline.out.id })).status).toBe(200);

  expect((await save([{ ...asInput(pipeline.in), atCreation: false }, asInput(pipeline.out)])).status).toBe(400);
  const opened = { ...asInput(pipeline.out), atCreation: true };
  expect((await save([asInput(pipeline.in), asInput(pipeline.wait), opened])).status).toBe(200);
  expect((await begin(pipeline.out)).status).toBe(200);
});

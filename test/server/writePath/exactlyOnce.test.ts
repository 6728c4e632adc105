import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

let cluster: Cluster;
let client: Client;
let pipelineId: string;
let statusId: string;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  const pipeline = await buildPipeline(cluster.app, cluster.workspaceId);
  pipelineId = pipeline._id;
  statusId = pipeline.statuses[0]?.id ?? '';
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  client = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const named = (name: string) => ({ name, pipelineId, statusId });

async function countNamed(name: string): Promise<number> {
  const { items } = await client.call('ticket.list', { limit: 200 });
  return items.filter((ticket) => ticket.name === name).length;
}

// O2
test('asking twice under one id is asking once', async () => {
  const [id, input] = [randomUUID(), named('one after the other')];
  const first = await client.call('ticket.create', input, id);
  expect(await client.call('ticket.create', input, id)).toEqual(first);
  expect(await countNamed(input.name)).toBe(1);
});

// O2
test('asking many times at once under one id is asking once', async () => {
  const [id, input] = [randomUUID(), named('all at once')];
  const answers = await Promise.all(Array.from({ length: 10 }, () => client.call('ticket.create', input, id)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await countNamed(input.name)).toBe(1);
});

// O2
test('asking by HTTP and by socket, at two nodes at once, is asking once', async () => {
  const [id, input] = [randomUUID(), named('by both ways')];
  const there = client.at(cluster.nodes[1]?.url ?? '');
  const screens = await Promise.all(cluster.nodes.map(({ url }) => openScreen(url, client.token)));
  const answers = await Promise.all([
    client.call('ticket.create', input, id),
    there.call('ticket.create', input, id),
    ...screens.map((screen) => screen.ask('ticket.create', input, id)),
    client.call('ticket.create', input, id),
  ]);
  expect(new Set(answers.map(({ ticketId }) => ticketId)).size).toBe(1);
  expect(await countNamed(input.name)).toBe(1);
  for (const screen of screens) screen.close();
});

// O3
test('an id that was used for something else is a conflict, and does nothing', async () => {
  const id = randomUUID();
  await client.call('ticket.create', named('the first use'), id);
  expect((await client.ask('ticket.create', named('another use'), id)).status).toBe(409);
  const other = { ticketId: randomUUID(), priority: 'high' };
  expect((await client.ask('ticket.update', other, id)).status).toBe(409);
  expect(await countNamed('another use')).toBe(0);
});

// O3
test('an id with two contents at once lets one of them through', async () => {
  const id = randomUUID();
  const answers = await Promise.all(
    ['content a', 'content b', 'content a', 'content b'].map((name) => client.ask('ticket.create', named(name), id)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  expect((await countNamed('content a')) + (await countNamed('content b'))).toBe(1);
});

// O4
test('two people may use the same id', async () => {
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  const other = await signIn(cluster.node.url, member.email);
  const id = randomUUID();
  const mine = await client.call('ticket.create', named('mine'), id);
  const his = await other.call('ticket.create', named('his'), id);
  expect(his.ticketId).not.toBe(mine.ticketId);
});

// E3
test('a request that was refused may be tried again under its id', async () => {
  const id = randomUUID();
  const refused = await client.ask('ticket.create', { ...named('tried again'), ownerId: randomUUID() }, id);
  expect(refused.status).toBe(400);
  await client.call('ticket.create', named('tried again'), id);
  expect(await countNamed('tried again')).toBe(1);
});

// O2
test('the order of the keys makes no other request', async () => {
  const id = randomUUID();
  const input = named('in any order');
  const first = await client.call('ticket.create', input, id);
  const turned = { statusId: input.statusId, pipelineId: input.pipelineId, name: input.name };
  expect(await client.call('ticket.create', turned, id)).toEqual(first);
});

// O2
test('the answer survives its node', async () => {
  const [id, input] = [randomUUID(), named('answered elsewhere')];
  const first = await client.call('ticket.create', input, id);
  expect(await client.at(cluster.nodes[1]?.url ?? '').call('ticket.create', input, id)).toEqual(first);
});

// O5
test('an answer is not repeated to who may no longer sign in', async () => {
  const admin = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  const his = await signIn(cluster.node.url, member.email);
  const [id, input] = [randomUUID(), named('before he went')];
  await his.call('ticket.create', input, id);
  const hers = await signIn(cluster.node.url, admin.email);
  await hers.call('member.setAccess', { memberId: member.userId, suspended: true });
  expect((await his.ask('ticket.create', input, id)).status).toBe(401);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSmtpTransport } from '../../../server/channels/email/smtpTransport.ts';
import type { PipelineView } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';
import {
  buildChannel,
  buildMember,
  buildPipeline,
  buildTeam,
  buildTicket,
  reach,
  shortId,
} from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { startSink } from '../mail/sink.ts';

let cluster: Cluster;
let admin: Client;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin' });
  admin = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const statuses = [
  { name: 'In', state: 'open' },
  { name: 'With them', state: 'waiting', color: 'teal' },
  { name: 'Out', state: 'closed' },
] as const;

async function pipelineNamed(name: string): Promise<PipelineView> {
  const found = (await admin.call('pipeline.list', {})).items.find((one) => one.name === name);
  if (!found) throw new Error(`No pipeline ${name}`);
  return found;
}

async function newPipeline(): Promise<PipelineView> {
  const name = `p-${shortId()}`;
  await admin.call('pipeline.save', { name, statuses: [...statuses] });
  return pipelineNamed(name);
}

const asInput = ({ statuses: all }: PipelineView) =>
  all.map(({ id, name, state, color }) => ({ id, name, state, color: color ?? null }));

test('a pipeline is made, and its statuses are renamed, coloured, ordered and added to', async () => {
  const pipeline = await newPipeline();
  expect(pipeline.statuses).toMatchObject([{ name: 'In' }, { name: 'With them', color: 'teal' }, { name: 'Out' }]);
  const [first, second, third] = asInput(pipeline);
  if (!first || !second || !third) throw new Error('Three were made');
  const changed = [
    { ...first, name: 'Arrived' },
    third,
    { ...second, color: 'red' as const },
    { name: 'Gone', state: 'closed' as const },
  ];
  await admin.call('pipeline.save', { pipelineId: pipeline.id, name: pipeline.name, statuses: changed });
  const after = await pipelineNamed(pipeline.name);
  expect(after.statuses.map(({ name }) => name)).toEqual(['Arrived', 'Out', 'With them', 'Gone']);
  expect(after.statuses[2]).toMatchObject({ id: second.id, color: 'red' });
  expect(after.version).toBe(pipeline.version + 1);
});

test('a status with tickets is neither removed nor made into another state, and the refusal says how many', async () => {
  const pipeline = await newPipeline();
  const [first, second, third] = asInput(pipeline);
  if (!first || !second || !third) throw new Error('Three were made');
  for (let n = 0; n < 3; n += 1) {
    await buildTicket(cluster.app, cluster.workspaceId, { pipelineId: pipeline.id, statusId: second.id });
  }
  const save = (all: object[]) =>
    admin.ask('pipeline.save', { pipelineId: pipeline.id, name: pipeline.name, statuses: all });
  const refused = await save([first, third]);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ error: { details: { statusId: second.id, tickets: 3 } } });
  expect(refused.text).toContain('3 tickets are in “With them”');
  expect((await save([first, { ...second, state: 'closed' }, third])).status).toBe(409);
  expect((await save([first, { ...second, name: 'Renamed', color: 'red' }, third])).status).toBe(200);
  const { items } = await admin.call('ticket.list', { filter: { statusId: second.id } });
  for (const { id: ticketId } of items) await admin.call('ticket.setStatus', { ticketId, statusId: first.id });
  expect((await save([first, third])).status).toBe(200);
});

test.each([
  ['none', []],
  ['one', [{ name: 'In', state: 'open' }]],
  [
    'a first that is closed',
    [
      { name: 'Out', state: 'closed' },
      { name: 'In', state: 'open' },
    ],
  ],
  [
    'none that is closed',
    [
      { name: 'In', state: 'open' },
      { name: 'Wait', state: 'waiting' },
    ],
  ],
  [
    'one that is not of the pipeline',
    [
      { name: 'In', state: 'open', id: '01890000-0000-7000-8000-000000000000' },
      { name: 'Out', state: 'closed' },
    ],
  ],
  [
    'a nameless one',
    [
      { name: ' ', state: 'open' },
      { name: 'Out', state: 'closed' },
    ],
  ],
])('statuses with %s are refused', async (_what, wrong) => {
  expect((await admin.ask('pipeline.save', { name: 'Wrong', statuses: wrong })).status).toBe(400);
});

test('the pipeline still moves tickets by itself after its statuses changed', async () => {
  const { app, workspaceId } = cluster;
  const [support] = (await admin.call('pipeline.list', {})).items;
  if (!support) throw new Error('There is always one');
  const all = asInput(support).filter(({ name }) => name !== 'Waiting on contact');
  await admin.call('pipeline.save', {
    pipelineId: support.id,
    name: support.name,
    statuses: [...all, { name: 'Their turn', state: 'waiting' }],
  });
  const channel = await buildChannel(app, workspaceId);
  const baton = createSmtpTransport(`smtp://127.0.0.1:${cluster.node.smtpPort}?ignoreTLS=true`);
  const bytes = Buffer.from(
    `From: n@customers.test\r\nTo: ${channel.address}\r\nSubject: Kettle\r\nMessage-ID: <${shortId()}@x>\r\n\r\nHello`,
  );
  await baton.send({ mailId: 'x', from: 'n@customers.test', to: [channel.address], bytes }, async () => {});
  let ticketId = '';
  await until('the mail is a ticket', async () => {
    const { items } = await admin.call('ticket.list', {});
    ticketId = items.find(({ name }) => name === 'Kettle')?.id ?? '';
    return ticketId !== '';
  });
  await admin.call('message.send', { ticketId, messageId: `m-${shortId()}`, html: '<p>Hi</p>' });
  const { ticket } = await admin.call('ticket.get', { ticketId });
  const after = await pipelineNamed(support.name);
  expect(after.statuses.find(({ id }) => id === ticket.statusId)?.name).toBe('Their turn');
});

test('a deleted team is gone for its members at once, and its tickets and addresses move, all 250', async () => {
  const { app, workspaceId } = cluster;
  const [team, other] = [await buildTeam(app, workspaceId), await buildTeam(app, workspaceId)];
  const member = await buildMember(app, workspaceId, { mainTeamId: team, access: reach('teams') });
  const channel = await buildChannel(app, workspaceId, team);
  const ids: Id[] = [];
  await app.unitOfWork.run(workspaceId, null, async (tx) => {
    for (let n = 0; n < 250; n += 1) {
      ids.push((await app.tickets.create(tx, { name: `t${n}`, source: 'manual', actorId: null, teamId: team }))._id);
    }
  });
  const client = await signIn(cluster.nodes[1]?.url ?? '', member.email);
  const screen = await openScreen(client.url, client.token);
  expect((await client.call('view.counts', {})).counts.open).toBe(250);
  await admin.call('team.delete', { teamId: team, moveTo: other });
  expect((await client.call('ticket.list', {})).items).toEqual([]);
  await screen.until(
    'the team is gone',
    (state) => !(team in state.teams) && state.members[member.userId]?.mainTeamId === null,
  );
  const moved = () => app.storage.connection.collection('tickets').countDocuments({ workspaceId, teamId: other });
  await until('all have moved', async () => (await moved()) === 250);
  const channels = (await admin.call('screen.load', {})).channels;
  expect(channels.find(({ id }) => id === channel._id)?.teamId).toBe(other);
  await until(
    'nothing is left of it',
    async () => (await app.storage.connection.collection('teams').countDocuments({ _id: team as never })) === 0,
  );
  expect((await admin.ask('ticket.assign', { ticketId: ids[0], teamId: team })).status).toBe(400);
  expect((await admin.ask('team.delete', { teamId: team })).status).toBe(404);
  screen.close();
});

test('a team cannot be moved to itself, nor to one that is not there', async () => {
  const team = await buildTeam(cluster.app, cluster.workspaceId);
  expect((await admin.ask('team.delete', { teamId: team, moveTo: team })).status).toBe(400);
  const moveTo = '01890000-0000-7000-8000-000000000000';
  expect((await admin.ask('team.delete', { teamId: team, moveTo })).status).toBe(400);
  expect((await admin.call('team.list', {})).items.some(({ id }) => id === team)).toBe(true);
});

test('an address belongs to one workspace, once, whatever its letters', async () => {
  const address = `help-${shortId()}@baton.test`;
  const { channelId } = await admin.call('channel.create', { name: 'Help', address });
  expect((await admin.ask('channel.create', { name: 'Again', address: address.toUpperCase() })).status).toBe(409);
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  const boss = await signIn(cluster.node.url, (await buildMember(cluster.app, elsewhere, { role: 'admin' })).email);
  expect((await boss.ask('channel.create', { name: 'Mine', address })).status).toBe(409);
  expect((await boss.ask('channel.remove', { channelId })).status).toBe(404);
  expect((await boss.ask('channel.update', { channelId, name: 'Mine' })).status).toBe(404);
  await admin.call('channel.remove', { channelId });
  expect((await boss.ask('channel.create', { name: 'Mine', address })).status).toBe(200);
});

test('two workspaces that connect one address at the same time: one has it', async () => {
  const address = `race-${shortId()}@baton.test`;
  const elsewhere = await cluster.app.workspaces.create('Elsewhere', `e-${shortId()}`);
  const boss = await signIn(
    cluster.nodes[1]?.url ?? '',
    (await buildMember(cluster.app, elsewhere, { role: 'admin' })).email,
  );
  const replies = await Promise.all([admin, boss].map((one) => one.ask('channel.create', { name: 'Race', address })));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(cluster.faults()).toEqual([]);
});

test('mail to an address that was taken away is refused', async () => {
  const channel = await buildChannel(cluster.app, cluster.workspaceId);
  await admin.call('channel.remove', { channelId: channel._id });
  const baton = createSmtpTransport(`smtp://127.0.0.1:${cluster.node.smtpPort}?ignoreTLS=true`);
  const bytes = Buffer.from('Subject: Hello\r\n\r\nHello');
  const handover = await baton.send({ mailId: 'x', from: 'a@b.test', to: [channel.address], bytes }, async () => {});
  expect(handover.kind).toBe('refused');
});

test('the mail test says how mail leaves, and why it does not', async () => {
  expect(await admin.call('channel.test', {})).toEqual({ ok: true, via: 'mailbox', why: null, words: null });
  const sink = await startSink();
  const sends = await startCluster({ env: { SMTP_URL: sink.url } });
  const boss = await signIn(sends.node.url, (await buildMember(sends.app, sends.workspaceId, { role: 'admin' })).email);
  expect(await boss.call('channel.test', {})).toEqual({ ok: true, via: 'smtp', why: null, words: null });
  await sink.stop();
  const down = await boss.call('channel.test', {});
  expect(down).toMatchObject({ ok: false, via: 'smtp', why: 'refused' });
  expect(down.words).toMatch(/ECONNREFUSED|connect/i);
  expect(sink.bodies).toBe(0);
  await sends.stop();
});

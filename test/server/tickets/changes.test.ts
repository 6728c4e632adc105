import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';

let cluster: Cluster;
let client: Client;
beforeAll(async () => {
  cluster = await startCluster();
  await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  client = await signIn(cluster.node.url, member.email);
});
afterAll(() => cluster.stop());

const historyOf = async (ticketId: string) => (await client.call('ticket.history', { ticketId })).items;

test('a change that changes nothing leaves no trace', async () => {
  const { _id: ticketId, version } = await buildTicket(cluster.app, cluster.workspaceId, { name: 'same', tags: ['a'] });
  const answer = await client.call('ticket.update', { ticketId, name: 'same', tags: ['a'], priority: 'normal' });
  expect(answer.version).toBe(version);
  expect(await historyOf(ticketId)).toHaveLength(1);
});

test('two tags are not one tag with a comma in it', async () => {
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId, { tags: ['a', 'b'] });
  await client.call('ticket.update', { ticketId, tags: ['a, b'] });
  expect((await client.call('ticket.get', { ticketId })).ticket.tags).toEqual(['a, b']);
});

test('history says who changed what, from what to what, newest first and in pages', async () => {
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId, { name: 'n0' });
  for (const name of ['n1', 'n2', 'n3']) await client.call('ticket.update', { ticketId, name });
  const whole = await historyOf(ticketId);
  expect(whole.map(({ property, from, to }) => [property, from, to])).toEqual([
    ['name', 'n2', 'n3'],
    ['name', 'n1', 'n2'],
    ['name', 'n0', 'n1'],
    ['created', null, 'manual'],
  ]);
  const first = await client.call('ticket.history', { ticketId, limit: 3 });
  const rest = await client.call('ticket.history', { ticketId, limit: 3, cursor: first.next });
  expect([...first.items, ...rest.items]).toEqual(whole);
  expect(rest.next).toBeNull();
});

// T8: entering *closed* sets the close date, reopening clears it.
test('closing a ticket notes when, and opening it again forgets it', async () => {
  const { items } = await client.call('pipeline.list', {});
  const statuses = items[0]?.statuses ?? [];
  const idOf = (state: string) => statuses.find((status) => status.state === state)?.id ?? '';
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId);
  await client.call('ticket.setStatus', { ticketId, statusId: idOf('closed') });
  const closed = (await client.call('ticket.get', { ticketId })).ticket;
  expect([closed.phase, closed.closedAt]).toEqual(['closed', expect.any(String)]);
  await client.call('ticket.setStatus', { ticketId, statusId: idOf('open') });
  const opened = (await client.call('ticket.get', { ticketId })).ticket;
  expect([opened.phase, opened.closedAt]).toEqual(['open', null]);
});

test('only an active member can own a ticket', async () => {
  const { _id: ticketId } = await buildTicket(cluster.app, cluster.workspaceId);
  const gone = await buildMember(cluster.app, cluster.workspaceId, { suspended: true });
  expect((await client.ask('ticket.assign', { ticketId, ownerId: gone.userId })).status).toBe(400);
});

test('whoever makes a ticket that he could not see becomes its owner', async () => {
  const { items } = await client.call('pipeline.list', {});
  const [pipeline] = items;
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('own') });
  const his = await signIn(cluster.node.url, member.email);
  const made = await his.call('ticket.create', {
    name: 'mine',
    pipelineId: pipeline?.id ?? '',
    statusId: pipeline?.statuses[0]?.id ?? '',
  });
  expect((await his.call('ticket.get', { ticketId: made.ticketId })).ticket.ownerId).toBe(member.userId);
});

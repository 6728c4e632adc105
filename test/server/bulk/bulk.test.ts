import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pipeline } from '../../../server/tickets/model.ts';
import type { BulkView } from '../../../shared/bulk.ts';
import type { Input } from '../../../shared/contract.ts';
import { buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen, type Screen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let pipeline: Pipeline;
let ada: Client;
let adaId: string;
let screen: Screen;
/** A colleague who sees only what is his. */
let rio: Client;
let rioId: string;
let rios: Screen;

beforeAll(async () => {
  cluster = await startCluster();
  pipeline = await buildPipeline(cluster.app, cluster.workspaceId);
  const all = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin', access: reach('everything') });
  const own = await buildMember(cluster.app, cluster.workspaceId, { access: reach('own') });
  [adaId, rioId] = [all.userId, own.userId];
  ada = await signIn(cluster.node.url, all.email);
  rio = await signIn(cluster.node.url, own.email);
  screen = await openScreen(cluster.node.url, ada.token);
  rios = await openScreen(cluster.node.url, rio.token);
});
afterAll(async () => {
  screen?.close();
  rios?.close();
  await cluster?.stop();
});

async function many(count: number, ownerId: string | null = null): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await buildTicket(cluster.app, cluster.workspaceId, { ownerId }))._id);
  return ids;
}

async function ended(client: Client, started: BulkView): Promise<BulkView> {
  let found: BulkView | undefined;
  await until('it has ended', async () => {
    found = (await client.call('bulk.list', {})).items.find(({ id }) => id === started.id);
    return found !== undefined && found.state !== 'running';
  });
  return found ?? started;
}

async function done(client: Client, input: Input<'ticket.bulk'>): Promise<BulkView> {
  return ended(client, (await client.call('ticket.bulk', input)).bulk);
}

const get = async (ticketId: string) => (await ada.call('ticket.get', { ticketId })).ticket;
const historyOf = async (ticketId: string) => (await ada.call('ticket.history', { ticketId })).items;

test('many tickets change in batches of a hundred, with one event for each audience, one line of history each, and progress that is true', async () => {
  const ids = await many(250);
  const before = screen.events.length;
  const bulk = await done(ada, { ids, change: { priority: 'high' } });
  expect(bulk).toMatchObject({ state: 'done', total: 250, done: 250, passedOver: 0, refused: 0 });
  await screen.until('the last hundred have come', (state) => state.bulks[bulk.id]?.state === 'done');
  const events = screen.events.slice(before);
  const told = events.flatMap((event) => (event.type === 'tickets.changed' ? [event.tickets.length] : []));
  expect(told).toEqual([100, 100, 50]);
  expect(events.filter(({ type }) => type === 'ticket.changed')).toEqual([]);
  expect(events.flatMap((event) => (event.type === 'bulk.changed' ? [event.bulk.done] : []))).toEqual([
    0, 100, 200, 250,
  ]);
  for (const id of [ids[0], ids[249]] as string[]) {
    expect((await get(id)).priority).toBe('high');
    expect((await historyOf(id)).map(({ property }) => property)).toEqual(['priority', 'created']);
  }
});

test('what may not be changed is passed over and counted, and nobody learns whether it is there', async () => {
  const [own] = await many(1, rioId);
  const [others] = await many(1, adaId);
  const bulk = await done(rio, {
    ids: [own ?? '', others ?? '', '01890000-0000-7000-8000-000000000000'],
    change: { addTag: 'mine' },
  });
  expect(bulk).toMatchObject({ state: 'done', total: 3, done: 1, passedOver: 2 });
  expect((await get(own ?? '')).tags).toEqual(['mine']);
  expect((await get(others ?? '')).tags).toEqual([]);
  expect(JSON.stringify((await ada.call('bulk.list', {})).items)).not.toContain(bulk.id);
  await expect(ada.call('bulk.undo', { bulkId: bulk.id })).rejects.toThrow(/404/);
});

test('who loses tickets by it is told their ids alone, together, and who gets them gets them whole', async () => {
  const ids = await many(3, rioId);
  await rios.list({});
  expect(ids.every((id) => rios.state.tickets[id])).toBe(true);
  const bulk = await done(ada, { ids, change: { assign: { ownerId: adaId } } });
  await rios.until('they are gone', (state) => ids.every((id) => !state.tickets[id]));
  const left = rios.events.flatMap((event) => (event.type === 'tickets.left' ? [event.ticketIds] : []));
  expect(left.at(-1)).toEqual(ids);
  await ended(ada, (await ada.call('bulk.undo', { bulkId: bulk.id })).bulk);
  await rios.until('they are back', (state) => ids.every((id) => state.tickets[id]?.ownerId === rioId));
});

test('undone, it leaves alone what a colleague has changed since', async () => {
  const [kept, touched, tagged] = (await many(3)) as [string, string, string];
  const closed = pipeline.statuses.find(({ state }) => state === 'closed')?.id ?? '';
  const bulk = await done(ada, { ids: [kept, touched, tagged], change: { statusId: closed } });
  const first = (await get(kept)).closedAt;
  expect(first).not.toBeNull();
  const open = pipeline.statuses[1]?.id ?? '';
  await ada.call('ticket.setStatus', { ticketId: touched, statusId: open });
  await ada.call('ticket.update', { ticketId: tagged, tags: ['since'] });
  const undoing = await ended(ada, (await ada.call('bulk.undo', { bulkId: bulk.id })).bulk);
  expect(undoing).toMatchObject({ undoes: bulk.id, state: 'done', total: 3 });
  expect(await get(kept)).toMatchObject({ statusId: pipeline.statuses[0]?.id, closedAt: null, phase: 'open' });
  expect((await get(touched)).statusId).toBe(open);
  expect(await get(tagged)).toMatchObject({ statusId: pipeline.statuses[0]?.id, tags: ['since'] });
  await expect(ada.call('bulk.undo', { bulkId: bulk.id })).rejects.toThrow(/409/);
});

test('undone, a tag goes where this gave it and stays where it had been', async () => {
  const [had, got] = (await many(2)) as [string, string];
  await ada.call('ticket.update', { ticketId: had, tags: ['july'] });
  const bulk = await done(ada, { ids: [had, got], change: { addTag: 'july' } });
  await ada.call('ticket.update', { ticketId: got, tags: ['july', 'more'] });
  await ended(ada, (await ada.call('bulk.undo', { bulkId: bulk.id })).bulk);
  expect((await get(had)).tags).toEqual(['july']);
  expect((await get(got)).tags).toEqual(['more']);
});

test('a status of another pipeline is refused ticket by ticket, and a stranger as owner at once', async () => {
  const other = await buildPipeline(cluster.app, cluster.workspaceId);
  const ids = await many(2);
  const bulk = await done(ada, { ids, change: { statusId: other.statuses[1]?.id ?? '' } });
  expect(bulk).toMatchObject({ done: 0, refused: 2, passedOver: 0 });
  const change = { assign: { ownerId: '01890000-0000-7000-8000-000000000000' } };
  await expect(ada.call('ticket.bulk', { ids, change })).rejects.toThrow(/400/);
});

test('cancelled, it stops with the hundred it is at, and what is done can be undone', async () => {
  const ids = await many(300);
  const { bulk } = await ada.call('ticket.bulk', { ids, change: { trash: true } });
  const { bulk: cancelled } = await ada.call('bulk.cancel', { bulkId: bulk.id });
  expect(['cancelled', 'done']).toContain(cancelled.state);
  const after = await ended(ada, bulk);
  const trashed = async () => {
    const answers = await Promise.all(ids.map((id) => get(id)));
    return answers.filter(({ trashedAt }) => trashedAt !== null).length;
  };
  expect(await trashed()).toBe(after.done);
  await ended(ada, (await ada.call('bulk.undo', { bulkId: bulk.id })).bulk);
  expect(await trashed()).toBe(0);
});

test('replayed to who was away, it holds the tickets alone that are open to him now', async () => {
  const [stays, goes] = (await many(2, rioId)) as [string, string];
  await rios.list({});
  rios.drop();
  await done(ada, { ids: [stays, goes], change: { addTag: 'while away' } });
  await ada.call('ticket.assign', { ticketId: goes, ownerId: adaId });
  await rios.reconnect();
  await rios.until('he has what is his', (state) => state.tickets[stays]?.tags.includes('while away') === true);
  expect(rios.state.tickets[goes]).toBeUndefined();
  expect(
    rios.events.some((event) => event.type === 'tickets.changed' && event.tickets.some(({ id }) => id === goes)),
  ).toBe(false);
});

test('asked twice under one id, it begins once', async () => {
  const ids = await many(1);
  const input = { ids, change: { addTag: 'once' } };
  const first = await screen.ask('ticket.bulk', input, 'bulk-once');
  const again = await screen.ask('ticket.bulk', input, 'bulk-once');
  expect(again.bulk.id).toBe(first.bulk.id);
  await ended(ada, first.bulk);
});

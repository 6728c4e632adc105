import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pipeline } from '../../../server/tickets/model.ts';
import type { BulkView } from '../../../shared/bulk.ts';
import type { Input } from '../../../shared/contract.ts';
import type { Filter } from '../../../shared/filter/language.ts';
import {
  buildChannel,
  buildContact,
  buildMember,
  buildMessage,
  buildPipeline,
  buildTicket,
  reach,
  shortId,
} from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';

let cluster: Cluster;
let pipeline: Pipeline;
let ada: Client;
let adaId: string;
/** A colleague who sees only what is his. */
let rio: Client;
let rioId: string;

beforeAll(async () => {
  cluster = await startCluster();
  pipeline = await buildPipeline(cluster.app, cluster.workspaceId);
  await buildChannel(cluster.app, cluster.workspaceId);
  const all = await buildMember(cluster.app, cluster.workspaceId, { role: 'admin', access: reach('everything') });
  const own = await buildMember(cluster.app, cluster.workspaceId, { access: reach('own') });
  [adaId, rioId] = [all.userId, own.userId];
  ada = await signIn(cluster.node.url, all.email);
  rio = await signIn(cluster.node.url, own.email);
});
afterAll(() => cluster?.stop());

const build = (given: Parameters<typeof buildTicket>[2] = {}) => buildTicket(cluster.app, cluster.workspaceId, given);
const get = async (ticketId: string) => (await ada.call('ticket.get', { ticketId })).ticket;
const statusOf = (state: string) => pipeline.statuses.find((status) => status.state === state)?.id ?? '';

async function several(count: number, given: Parameters<typeof buildTicket>[2]): Promise<string[]> {
  const built = await Promise.all(Array.from({ length: count }, () => build(given)));
  return built.map(({ _id }) => _id);
}

async function ended(client: Client, { id }: BulkView): Promise<BulkView> {
  let found: BulkView | undefined;
  await until('it has ended', async () => {
    found = (await client.call('bulk.list', {})).items.find((bulk) => bulk.id === id);
    return found !== undefined && found.state !== 'running';
  });
  return found as BulkView;
}

const done = async (client: Client, input: Input<'ticket.bulk'>) =>
  ended(client, (await client.call('ticket.bulk', input)).bulk);
const undone = async (client: Client, { id: bulkId }: BulkView) =>
  ended(client, (await client.call('bulk.undo', { bulkId })).bulk);
const tagged = (tag: string): Filter => ({ property: 'tags', op: 'anyOf', value: [tag] });
const all = (tag: string) => ({ where: tagged(tag) });

test('all that match a filter are changed, over pages, and nothing else', async () => {
  const tag = shortId();
  const ids = await several(620, { tags: [tag] });
  const other = await build({ tags: ['other'] });
  const bulk = await done(ada, { filter: all(tag), change: { priority: 'high' } });
  expect(bulk).toMatchObject({ state: 'done', total: 620, done: 620, same: 0, passedOver: 0, refused: 0 });
  const again = await done(ada, { ids: ids.slice(0, 3), change: { priority: 'high' } });
  expect(again).toMatchObject({ done: 3, same: 3 });
  const { n } = await ada.call('ticket.count', {
    filter: { and: [tagged(tag), { property: 'priority', op: 'anyOf', value: ['high'] }] },
  });
  expect(n).toBe(620);
  expect((await get(ids[0] ?? '')).priority).toBe('high');
  expect((await get(other._id)).priority).toBe('normal');
});

test('the set stands when it begins: a ticket that no longer matches is changed all the same, one that comes later is not', async () => {
  const tag = shortId();
  const ids = await several(3, { tags: [tag] });
  const bulk = await done(ada, { filter: all(tag), change: { removeTag: tag } });
  expect(bulk).toMatchObject({ total: 3, done: 3 });
  const later = await build({ tags: [tag] });
  await undone(ada, bulk);
  expect((await get(later._id)).tags).toEqual([tag]);
  for (const id of ids) expect((await get(id)).tags).toEqual([tag]);
});

test('a view with a quick filter is a filter like any other', async () => {
  const ids = await several(2, { ownerId: adaId, priority: 'low' });
  await build({ ownerId: adaId, priority: 'high' });
  const bulk = await done(ada, { filter: { view: 'mine', priority: 'low' }, change: { assign: { ownerId: rioId } } });
  expect(bulk).toMatchObject({ total: 2, done: 2 });
  for (const id of ids) expect((await get(id)).ownerId).toBe(rioId);
});

test('what a restricted member may not see is no part of what matches, and not counted either', async () => {
  const tag = shortId();
  const [mine] = await several(1, { tags: [tag], ownerId: rioId });
  const others = await several(3, { tags: [tag], ownerId: adaId });
  const bulk = await done(rio, { filter: all(tag), change: { priority: 'low' } });
  expect(bulk).toMatchObject({ total: 1, done: 1, passedOver: 0 });
  expect((await get(mine ?? '')).priority).toBe('low');
  for (const id of others) expect((await get(id)).priority).toBe('normal');
});

test('asked for ids and a filter, or for neither, it is refused, and so is a filter that makes no sense', async () => {
  const change = { priority: 'low' } as const;
  await expect(ada.call('ticket.bulk', { change })).rejects.toThrow(/400/);
  await expect(ada.call('ticket.bulk', { ids: [adaId], filter: {}, change })).rejects.toThrow(/400/);
  const nonsense = { property: 'nonsense', op: 'is', value: 1 } as never;
  await expect(ada.call('ticket.bulk', { filter: nonsense, change })).rejects.toThrow(/400/);
});

test('nothing that matches is a change of nothing', async () => {
  expect(await done(ada, { filter: all(shortId()), change: { trash: true } })).toMatchObject({
    state: 'done',
    total: 0,
    done: 0,
  });
});

test('what a status requires is given to those that lack it and left to those that have it; who still lacks it is named with the reason', async () => {
  const closed = statusOf('closed');
  const statuses = (requiredProperties: string[]) =>
    pipeline.statuses.map(({ id, name, state }) => ({
      id,
      name,
      state,
      ...(id === closed ? { requiredProperties } : {}),
    }));
  const save = (required: string[]) =>
    ada.call('pipeline.save', { pipelineId: pipeline._id, name: pipeline.name, statuses: statuses(required) });
  await save(['description']);
  try {
    const [lacks, has] = (await several(2, {})) as [string, string];
    await ada.call('ticket.setProperties', { ticketId: has, properties: { description: 'its own' } });
    const first = await done(ada, { ids: [lacks], change: { statusId: closed } });
    expect(first).toMatchObject({ done: 0, refused: 1, reasons: { propertiesRequired: 1 }, refusals: [] });
    expect(first.lacking).toEqual([{ ticketId: lacks, properties: ['description'] }]);
    const given = { statusId: closed, properties: { description: 'for all' } };
    const second = await done(ada, { ids: [lacks, has], change: given });
    expect(second).toMatchObject({ done: 2, refused: 0 });
    expect(await get(lacks)).toMatchObject({ statusId: closed, properties: { description: 'for all' } });
    expect(await get(has)).toMatchObject({ statusId: closed, properties: { description: 'its own' } });
    await undone(ada, second);
    expect((await get(lacks)).properties?.description).toBeUndefined();
    expect(await get(has)).toMatchObject({ phase: 'open', properties: { description: 'its own' } });
  } finally {
    await save([]);
  }
});

test('undone, a property that a colleague has changed since stays as he left it', async () => {
  const [first, second] = (await several(2, {})) as [string, string];
  const bulk = await done(ada, {
    ids: [first, second],
    change: { properties: { description: 'all', language: 'de' } },
  });
  await ada.call('ticket.setProperties', { ticketId: second, properties: { description: 'since' } });
  await undone(ada, bulk);
  expect((await get(first)).properties).toEqual({});
  expect((await get(second)).properties).toEqual({ description: 'since' });
});

test('moved to another pipeline and back, each ticket has the status it had', async () => {
  const other = await buildPipeline(cluster.app, cluster.workspaceId);
  const waiting = statusOf('waiting');
  const [first, second] = (await several(2, {})) as [string, string];
  await ada.call('ticket.setStatus', { ticketId: second, statusId: waiting });
  const before = [(await get(first)).statusId, waiting];
  const bulk = await done(ada, { ids: [first, second], change: { move: { pipelineId: other._id } } });
  expect(bulk).toMatchObject({ done: 2, refused: 0 });
  expect((await get(first)).pipelineId).toBe(other._id);
  expect(await get(second)).toMatchObject({ pipelineId: other._id, phase: 'waiting' });
  await undone(ada, bulk);
  expect([(await get(first)).statusId, (await get(second)).statusId]).toEqual(before);
});

test('merged into one, all their messages are in it; undone, each has its own', async () => {
  const into = await build();
  const contact = await buildContact(cluster.app, cluster.workspaceId);
  const ids = await several(12, { contactIds: [contact._id] });
  for (const id of ids.slice(0, 3)) await buildMessage(cluster.app, cluster.workspaceId, id, adaId, `of ${id}`);
  const bulk = await done(ada, { ids: [into._id, ...ids], change: { mergeInto: into._id } });
  expect(bulk).toMatchObject({ state: 'done', total: 12, done: 12, refused: 0 });
  const messages = async (ticketId: string) => (await ada.call('message.list', { ticketId, limit: 50 })).items.length;
  expect(await messages(into._id)).toBe(3);
  expect((await get(into._id)).merged).toHaveLength(12);
  expect(await undone(ada, bulk)).toMatchObject({ state: 'done', done: 12, refused: 0 });
  expect(await messages(into._id)).toBe(0);
  expect(await messages(ids[0] ?? '')).toBe(1);
  expect((await get(ids[11] ?? '')).id).toBe(ids[11]);
});

test('merged into what is not open to who asks, it is refused at once; what is not open to him stays where it is', async () => {
  const [mine, theirs] = [await build({ ownerId: rioId }), await build({ ownerId: adaId })];
  const into = (intoId: string) => ({ ids: [mine._id, theirs._id], change: { mergeInto: intoId } });
  await expect(rio.call('ticket.bulk', into(theirs._id))).rejects.toThrow(/404/);
  expect(await done(rio, into(mine._id))).toMatchObject({ total: 1, done: 0, passedOver: 1, refused: 0 });
  expect((await get(theirs._id)).id).toBe(theirs._id);
});

test('a colleague’s screen holds what a fresh one holds while all that match change', async () => {
  const tag = shortId();
  await several(230, { tags: [tag] });
  const eve = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  const { token } = await signIn(cluster.node.url, eve.email);
  const screen = await openScreen(cluster.node.url, token);
  try {
    await screen.list({});
    await done(ada, { filter: all(tag), change: { assign: { ownerId: rioId } } });
    const isHis = ({ tags, ownerId }: { tags: string[]; ownerId: string | null }) =>
      tags.includes(tag) && ownerId === rioId;
    await screen.until('all have come', (state) => Object.values(state.tickets).filter(isHis).length === 230);
  } finally {
    screen.close();
  }
});

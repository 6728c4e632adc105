import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMarkStore } from '../../../server/marks/store.ts';
import { connectStorage, type Storage } from '../../../server/storage/connection.ts';
import type { Place } from '../../../server/tickets/cursor.ts';
import { createFiltered, type Filtered } from '../../../server/tickets/filtered.ts';
import { createTicketStore } from '../../../server/tickets/store.ts';
import { TicketSort } from '../../../shared/contract/tickets.ts';
import type { MarkView, TicketView } from '../../../shared/entities.ts';
import { fits } from '../../../shared/filter/fits.ts';
import { conditionsIn, type Filter } from '../../../shared/filter/language.ts';
import { filterPropertiesOf, finderOf } from '../../../shared/filter/properties.ts';
import { ticketOrder } from '../../../shared/order.ts';
import { PropertyKind, type PropertyValue, type PropertyView } from '../../../shared/propertyKinds.ts';
import { buildTicket, reach } from '../../support/build.ts';
import type { Client } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { drawFilter } from '../../support/filters.ts';
import { long, short } from '../../support/long.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { buildWorld, kinds, type Person, type World } from '../../support/world.ts';

let cluster: Cluster;
let storage: Storage;
let world: World;
let random: Random;
/** One of each kind, and the categories. */
let own: PropertyView[];

beforeAll(async () => {
  random = createRandom('filters');
  cluster = await startCluster();
  world = await buildWorld(cluster);
  const { app, workspaceId } = cluster;
  const names = ['Kettle heats slowly', '茶壺 parcel', 'kettle (again)', 'Invoice 2.50', 'straße', 'a\\b'];
  for (let count = 0; count < (short ? 30 : 80); count += 1) {
    await buildTicket(app, workspaceId, {
      name: `${random.pick(names)} ${count % 7}`,
      ownerId: random.pick([null, world.other, world.people.own.id, world.people.everything.id, world.people.teams.id]),
      teamId: random.pick([null, world.teams.a, world.teams.b, world.teams.c]),
      priority: random.pick(['low', 'normal', 'high']),
      tags: random.pick([[], ['one'], ['one', 'two'], ['two']]),
      contactIds: random.pick([[], [world.tickets[1]?.contactId ?? '']]),
      source: random.pick(['email', 'manual', 'api']),
      statusId: random.pick(world.pipeline.statuses).id,
    });
  }
  const { client } = world.people.admin;
  const { items } = await client.call('ticket.list', { limit: 200 });
  own = await ownProperties();
  for (const { id: ticketId } of items) {
    const properties = Object.fromEntries(
      own
        .filter(() => random.below(3) > 0)
        .map((property) => [property.preset ?? property.id, drawnValue(property)] as const),
    );
    await client.call('ticket.setProperties', { ticketId, properties });
    // The world's own stay where they are: tests speak of them by name.
    const aside = world.tickets.some(({ id }) => id === ticketId) ? null : random.below(8);
    if (aside === 0) await client.ask('ticket.markSpam', { ticketId });
    if (aside === 1) await client.ask('ticket.trash', { ticketId });
    if (aside === 2) await client.ask('ticket.snooze', { ticketId, until: null });
    if (aside === 3) for (const person of people()) await person.client.ask('ticket.follow', { ticketId });
  }
  // At least one that is closed and high, whatever was drawn.
  const [closed] = world.pipeline.statuses.filter(({ state }) => state === 'closed');
  await buildTicket(app, workspaceId, { priority: 'high', statusId: closed?.id ?? '' });
});
afterAll(async () => {
  await storage?.close();
  await cluster.stop();
});

async function ownProperties(): Promise<PropertyView[]> {
  const { client } = world.people.admin;
  const options = ['red', 'green', 'blue'].map((name) => ({ name }));
  const category = { name: 'Category', kind: 'choice', preset: 'category', options } as const;
  for (const kind of PropertyKind.options) {
    const choices = kind === 'choice' || kind === 'multiChoice' ? { options } : {};
    await client.call('property.save', { name: `Our ${kind}`, kind, ...choices });
  }
  await client.call('property.save', category);
  return (await client.call('property.list', {})).items;
}

function drawnValue({ kind, options }: PropertyView): PropertyValue {
  const ids = options.map(({ id }) => id);
  const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  if (kind === 'choice') return random.pick(ids);
  if (kind === 'multiChoice') return ids.filter(() => random.below(2) === 0);
  if (kind === 'checkbox') return random.below(2) === 0;
  if (kind === 'number') return random.pick([-3, 0, 2.5, 7, 1_000]);
  if (kind === 'date') return days(random.below(80) - 40);
  if (kind === 'person') return random.pick([world.people.own.id, world.people.everything.id, world.other]);
  return random.pick(['Kettle (again)', '茶壺', 'two\nlines', 'a\\b']);
}

const people = (): Person[] => kinds.filter((kind) => kind !== 'suspended').map((kind) => world.people[kind]);

/** All that a person may see, as he has it without any filter. */
async function everythingOf(client: Client) {
  const { items, marks } = await client.call('ticket.list', { limit: 200 });
  const drafts = (await client.call('draft.list', {})).items;
  return { items, marks: new Map(marks.map((mark) => [mark.ticketId, mark])), drafts };
}
type Everything = Awaited<ReturnType<typeof everythingOf>>;

function meant(person: Person, filter: Filter, { items, marks, drafts }: Everything): TicketView[] {
  const markOf = (id: string): MarkView | undefined => marks.get(id);
  const asker = {
    id: person.id,
    teamIds: person.teams,
    now: Date.now(),
    follows: (id: string) => markOf(id)?.following ?? false,
    isUnread: ({ id, lastInSeq }: Pick<TicketView, 'id' | 'lastInSeq'>) => lastInSeq > (markOf(id)?.readSeq ?? 0),
    hasDraft: (id: string) => drafts.some(({ ticketId }) => ticketId === id),
    find: finderOf(own),
  };
  return items.filter((ticket) => fits(filter, ticket, asker));
}

async function listed(client: Client, filter: Filter, sort: TicketSort): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page: { items: TicketView[]; next: string | null } = await client.call('ticket.list', {
      filter: { where: filter },
      sort,
      cursor,
      limit: 40,
    });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
    more = cursor !== null;
  }
  return ids;
}

// A2, S5
test('the query of a random filter, its count and its meaning on screens agree for everybody, in every order', async () => {
  for (const person of people()) {
    const everything = await everythingOf(person.client);
    const drawnFrom =
      everything.items.length > 0 ? everything.items : (await everythingOf(world.people.admin.client)).items;
    const asked: { filter: Filter; count: unknown }[] = [];
    for (let round = 0; round < (long ? 200 : short ? 3 : 25); round += 1) {
      const filter = drawFilter(random, drawnFrom, filterPropertiesOf(own));
      const sort = random.pick(TicketSort.options);
      const wanted = meant(person, filter, everything).sort(ticketOrder[sort]);
      const said = JSON.stringify([person.kind, sort, filter]);
      expect([said, await listed(person.client, filter, sort)]).toEqual([said, wanted.map(({ id }) => id)]);
      const counted = await person.client.call('ticket.count', { filter });
      expect([said, counted]).toEqual([said, { n: wanted.length, more: false }]);
      asked.push({ filter, count: counted });
    }
    const some = asked.slice(-20);
    const { counts } = await person.client.call('ticket.counts', { filters: some.map(({ filter }) => filter) });
    expect(counts).toEqual(some.map(({ count }) => count));
  }
  expect(cluster.faults()).toEqual([]);
});

// R4
test('a list that no index knows goes on from look to look, says what it looked at, and misses nothing', async () => {
  storage = await connectStorage(cluster.mongoUri);
  const { look } = createTicketStore(storage.connection);
  const marks = createMarkStore(storage.connection);
  const clock = { now: () => new Date() };
  const ownProperties = async () => own;
  const few = createFiltered({ look, marks, draftIds: async () => [], ownProperties, clock, steps: [3, 5, 9] });
  const { id, client, teams } = world.people.everything;
  const [mainTeamId = null, ...teamIds] = teams;
  const rights = { id, role: 'agent', suspended: false, mainTeamId, teamIds, access: reach('everything') } as const;
  const actor = { id, workspaceId: cluster.workspaceId, sessionId: id, rights: { ...rights, teamIds } };
  const everything = await everythingOf(client);
  let slow = 0;
  for (let round = 0; round < (long ? 200 : 40) && !(short && round > 5 && slow > 0); round += 1) {
    const filter = drawFilter(random, everything.items, filterPropertiesOf(own));
    const sort = random.pick(TicketSort.options);
    const found: string[] = [];
    for (let after: Place | null = null, more = true; more; ) {
      const page: Filtered = await few.list(actor, { filter, sort, after, limit: 6 });
      found.push(...page.tickets.map(({ _id }) => _id));
      if (page.slow) slow += 1;
      after = page.next;
      more = after !== null;
    }
    const wanted = meant(world.people.everything, filter, everything).sort(ticketOrder[sort]);
    const said = JSON.stringify([sort, filter]);
    expect([said, found]).toEqual([said, wanted.map((ticket) => ticket.id)]);
  }
  expect(slow).toBeGreaterThan(0);
});

// A2
test('a filter that names a ticket by all it has finds and counts nothing for whoever may not see it', async () => {
  const [hidden] = world.tickets.filter(({ owner, team }) => owner === world.other && team === null);
  const { items } = await world.people.admin.client.call('ticket.list', { limit: 200 });
  const ticket = items.find(({ id }) => id === hidden?.id);
  if (!ticket) throw new Error('There is no hidden ticket');
  const all: Filter[] = [
    { property: 'number', op: 'is', value: ticket.number },
    { property: 'name', op: 'is', value: ticket.name },
    { property: 'contact', op: 'anyOf', value: ticket.contactIds },
    { property: 'owner', op: 'anyOf', value: [world.other] },
    { property: 'tags', op: 'anyOf', value: ticket.tags },
  ];
  const { client } = world.people.own;
  const mayNot = await everythingOf(client);
  expect(mayNot.items.some(({ id }) => id === ticket.id)).toBe(false);
  for (const where of [...all, { and: all }, { or: all }]) {
    const filter = { and: [where, { property: 'number', op: 'is', value: ticket.number } as const] };
    expect((await client.call('ticket.list', { filter: { where: filter } })).items).toEqual([]);
    expect(await client.call('ticket.count', { filter })).toEqual({ n: 0, more: false });
  }
});

test('a bare filter is a filter of the list, and a view is narrowed by one', async () => {
  const { client } = world.people.admin;
  const high: Filter = { property: 'priority', op: 'anyOf', value: ['high'] };
  const bare = await client.ask('ticket.list', { filter: high, limit: 200 });
  const ids = (bare.body as { items: TicketView[] }).items.map(({ id }) => id);
  expect(ids).toEqual(await listed(client, high, 'activity'));
  const closed = await client.call('ticket.list', { filter: { view: 'closed', where: high }, limit: 200 });
  const both: Filter = { and: [high, { property: 'state', op: 'anyOf', value: ['closed'] }] };
  expect(closed.items.map(({ id }) => id)).toEqual(await listed(client, both, 'activity'));
  expect(closed.items.length).toBeGreaterThan(0);
});

const ownOf = (kind: PropertyKind) => own.find((one) => one.kind === kind && !one.preset) as PropertyView;

test('each kind of a workspace’s own property is asked for by all the operators of its kind', async () => {
  const { client } = world.people.admin;
  const everything = await everythingOf(client);
  const asked = new Set<string>();
  const combinations = 6 + 8 + 9 + 4 + 5 + 1 + 4;
  for (let round = 0; round < 10_000 && asked.size < combinations; round += 1) {
    const filter = drawFilter(
      random,
      everything.items,
      filterPropertiesOf(own).filter(({ name }) => name),
      0,
    );
    const [{ property, op }] = conditionsIn(filter) as [{ property: string; op: string }];
    const kind = own.find(({ id }) => id === property)?.kind;
    if (asked.has(`${kind} ${op}`)) continue;
    asked.add(`${kind} ${op}`);
    const wanted = meant(world.people.admin, filter, everything).sort(ticketOrder.activity);
    const said = JSON.stringify(filter);
    expect([said, await listed(client, filter, 'activity')]).toEqual([said, wanted.map(({ id }) => id)]);
  }
  expect(asked.size).toBe(combinations);
});

test('what lacks a sense in this workspace is refused wherever a filter is taken, and says why', async () => {
  const { client } = world.people.admin;
  const [stranger] = world.tickets;
  const number = ownOf('number').id;
  const cases: [Filter, RegExp][] = [
    [{ property: stranger?.id ?? '', op: 'is', value: 3 }, /no property/],
    [{ property: number, op: 'contains', value: 'a' }, /asked for by one of/],
    [{ property: number, op: 'is', value: '3' }, /takes a number/],
    [{ property: ownOf('choice').id, op: 'anyOf', value: ['purple'] }, /is no value/],
    [{ property: ownOf('date').id, op: 'is', value: '2026-02-31T10' }, /takes a day/],
    [{ property: 'category', op: 'anyOf', value: ['purple'] }, /is no value/],
  ];
  for (const [filter, reason] of cases) {
    const replies = [
      await client.ask('ticket.list', { filter: { where: filter } }),
      await client.ask('ticket.count', { filter }),
      await client.ask('search.find', { text: 'nothing that is there', filter }),
      await client.ask('view.save', { name: 'No', filter }),
    ];
    for (const reply of replies) {
      expect(reply.status).toBe(400);
      expect(reply.text).toMatch(reason);
    }
  }
});

test('a view that asks for a property which was deleted goes on, says so, and may be renamed but not begun', async () => {
  const { client } = world.people.admin;
  const { propertyId } = await client.call('property.save', { name: 'For a while', kind: 'text' });
  const ticketId = world.tickets[0]?.id ?? '';
  await client.call('ticket.setProperties', { ticketId, properties: { [propertyId]: 'here' } });
  const filter: Filter = { property: propertyId, op: 'is', value: 'here' };
  const { viewId } = await client.call('view.save', { name: 'While it lasts', filter });
  expect(await client.call('ticket.list', { filter: { where: filter } })).not.toHaveProperty('gone');
  await client.call('property.delete', { propertyId });
  const page = await client.call('ticket.list', { filter: { where: filter } });
  expect([page.items.map(({ id }) => id), page.gone]).toEqual([[ticketId], [propertyId]]);
  expect(await client.call('ticket.count', { filter })).toEqual({ n: 1, more: false });
  await client.call('view.save', { viewId, name: 'Outlived', filter });
  const begun = await client.ask('view.save', { name: 'Begun', filter });
  expect([begun.status, begun.text]).toEqual([400, expect.stringMatching(/has been deleted/)]);
  await client.call('view.delete', { viewId });
});

const deep = (levels: number): unknown =>
  levels === 0 ? { property: 'unread', op: 'is', value: true } : { and: [deep(levels - 1)] };

test.each<[string, unknown, RegExp]>([
  ['of no property', { property: 'colour', op: 'is', value: 'red' }, /no property “colour”/],
  ['with an operator that the property has not', { property: 'priority', op: 'gt', value: 3 }, /asked for by one of/],
  ['with a value that is none', { property: 'priority', op: 'anyOf', value: ['urgent'] }, /“urgent” is no value/],
  ['with an operator of the store', { property: 'name', op: 'is', value: { $gt: '' } }, /takes a text/],
  ['with more than it may have', { property: 'unread', op: 'is', value: true, $where: '1' }, /no “\$where”/],
  ['of two groups in one', { and: [], or: [] }, /and no more/],
  ['too deep', deep(6), /at most 5 deep/],
  ['too long', { or: Array.from({ length: 41 }, () => deep(0)) }, /at most 40/],
  ['of no time', { property: 'created', op: 'last', value: { n: 0, unit: 'day' } }, /takes \{n, unit/],
])('a filter %s is refused with the reason', async (_name, filter, reason) => {
  const reply = await world.people.admin.client.ask('ticket.list', { filter: { where: filter } });
  expect(reply.status).toBe(400);
  expect(reply.text).toMatch(reason);
});

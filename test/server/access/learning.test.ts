import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BulkView } from '../../../shared/bulk.ts';
import type { CallName, Input } from '../../../shared/contract.ts';
import type { Filter } from '../../../shared/filter/language.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { mustNotLeak } from '../../support/leaks.ts';
import { long, someOf } from '../../support/long.ts';
import { until } from '../../support/until.ts';
import { buildWorld, maySee, type Person, type Planted, relation, type World } from '../../support/world.ts';

let cluster: Cluster;
let world: World;
/** A text of the workspace's own; of each ticket it holds a word that no other has. */
let own: string;
const wordOf = (ticket: Planted) => `zo${ticket.number}w${ticket.secrets[0]?.slice(2, 10)}`;
const nowhere = '01900000-0000-7000-8000-000000000000';

beforeAll(async () => {
  cluster = await startCluster();
  world = await buildWorld(cluster);
  const { client } = world.people.admin;
  own = (await client.call('property.save', { name: 'Secret', kind: 'text' })).propertyId;
  for (const ticket of world.tickets) {
    const { id: ticketId, secrets } = ticket;
    const changes = { [own]: wordOf(ticket), description: `${secrets[0]} described`, language: 'de' };
    await client.call('ticket.setProperties', { ticketId, properties: changes });
  }
  // Each is linked with the next: what is related shows in both.
  for (const [at, { id: ticketId }] of world.tickets.entries()) {
    const otherId = world.tickets[at + 1]?.id;
    if (otherId) await client.call('ticket.setLinked', { ticketId, otherId, linked: true });
  }
  const last = world.tickets.at(-1)?.secrets[0] ?? '';
  await until('the search has read all', async () => {
    const { groups } = await client.call('search.find', { text: last, types: ['ticket'] });
    return groups.some(({ items }) => items.length > 0);
  });
});
afterAll(() => cluster.stop());

const kinds = ['teams', 'teamsUnassigned', 'own', 'ownUnassigned', 'collaborator', 'guest'] as const;
const restricted = someOf('restricted members', kinds, 1);
const people = (): Person[] => restricted.map((kind) => world.people[kind]);
/** Of each kind of ticket that he may not see, one; in the long form all. */
const hiddenFrom = (person: Person): Planted[] => {
  const hidden = world.tickets.filter((ticket) => !maySee(person, ticket));
  return long ? hidden : [...new Map(hidden.map((ticket) => [relation(person, ticket), ticket])).values()];
};

/** Everything by which a filter could name this ticket and no other. */
const naming = (ticket: Planted): Filter[] => [
  { property: 'number', op: 'is', value: ticket.number },
  { property: 'name', op: 'is', value: ticket.secrets[0] ?? '' },
  { property: 'tags', op: 'anyOf', value: [ticket.secrets[1] ?? ''] },
  { property: own, op: 'is', value: wordOf(ticket) },
  { property: 'description', op: 'contains', value: ticket.secrets[0] ?? '' },
];

type Reading = (ticket: Planted) => { [N in CallName]?: Input<N>[] };

/** What could tell of a ticket, and has to tell nothing. */
const readings: [string, Reading][] = [
  ['filter', (ticket) => ({ 'ticket.list': naming(ticket).map((where) => ({ filter: { where } })) })],
  [
    'filter with an or around it',
    (ticket) => ({ 'ticket.list': [{ filter: { where: { and: [{ or: naming(ticket) }] } } }] }),
  ],
  ['related tickets', ({ id }) => ({ 'ticket.list': [{ filter: { linkedTo: id } }] })],
  ['search', ({ secrets: [name = '', , said = ''] }) => ({ 'search.find': [{ text: name }, { text: said }] })],
  [
    'search with a filter',
    (ticket) => ({ 'search.find': naming(ticket).map((filter) => ({ text: ticket.secrets[0] ?? '', filter })) }),
  ],
];

// A2
test.each(readings)('a restricted member learns nothing of a ticket by %s', async (_name, asked) => {
  for (const person of people()) {
    for (const ticket of hiddenFrom(person)) {
      for (const [name, inputs] of Object.entries(asked(ticket)))
        for (const input of inputs ?? []) {
          const { status, text } = await person.client.ask(name, input);
          mustNotLeak(text, person, world.tickets);
          expect([name, status]).toEqual([name, 200]);
          expect(text).not.toContain(`"id":"${ticket.id}"`);
        }
    }
  }
});

// A2, S5
test('a restricted member learns nothing of a ticket by a count', async () => {
  for (const person of people()) {
    for (const ticket of hiddenFrom(person)) {
      for (const filter of naming(ticket))
        expect([person.kind, await person.client.call('ticket.count', { filter })]).toEqual([
          person.kind,
          { n: 0, more: false },
        ]);
    }
    const seen = world.tickets.filter((ticket) => maySee(person, ticket));
    const german: Filter = { property: 'language', op: 'anyOf', value: ['de'] };
    expect((await person.client.call('ticket.count', { filter: german })).n).toBe(seen.length);
  }
});

// A2
test('a restricted member learns nothing of a ticket by past conversations and the story of its customer', async () => {
  for (const person of people()) {
    for (const { id, contactId } of hiddenFrom(person)) {
      const list = await person.client.ask('ticket.list', { filter: { contactId } });
      const story = await person.client.ask('contact.timeline', { contactId });
      for (const { text } of [list, story]) {
        mustNotLeak(text, person, world.tickets);
        expect(text).not.toContain(`"id":"${id}"`);
      }
      const known = world.tickets.some((one) => one.contactId === contactId && maySee(person, one));
      expect([person.kind, story.status]).toEqual([person.kind, known ? 200 : 404]);
    }
  }
});

// A2, E2
test('merging, splitting and many at once answer for a ticket that is hidden as for one that never was', async () => {
  for (const person of people()) {
    const seen = world.tickets.find((ticket) => maySee(person, ticket));
    for (const hidden of hiddenFrom(person)) {
      const messageIds = [hidden.messageId];
      const asked = (id: string): [CallName, unknown][] => [
        ['ticket.merge', { ticketId: id, intoId: seen?.id ?? nowhere }],
        ['ticket.merge', { ticketId: seen?.id ?? nowhere, intoId: id }],
        ['ticket.unmerge', { ticketId: id }],
        ['ticket.split', { ticketId: id, messageIds, name: 'Mine' }],
        ['ticket.split', { ticketId: seen?.id ?? nowhere, messageIds, name: 'Mine' }],
        ['ticket.setLinked', { ticketId: seen?.id ?? nowhere, otherId: id, linked: true }],
        ['ticket.history', { ticketId: id }],
        ['message.list', { ticketId: id }],
        ['comment.list', { ticketId: id }],
      ];
      for (const [index, [name, input]] of asked(hidden.id).entries()) {
        const there = await person.client.ask(name, input);
        const never = await person.client.ask(name, asked(nowhere)[index]?.[1]);
        mustNotLeak(there.text, person, world.tickets);
        expect([person.kind, name, there.status, there.text]).toEqual([person.kind, name, never.status, never.text]);
      }
    }
  }
});

// A2, T15
test('a change of many passes over what is hidden, as it passes over what never was', async () => {
  for (const person of people().filter(({ kind }) => kind !== 'collaborator')) {
    const [hidden] = hiddenFrom(person);
    const ids = [hidden?.id ?? nowhere, nowhere];
    const { bulk } = await person.client.call('ticket.bulk', { ids, change: { priority: 'high' } });
    let ended: BulkView | undefined;
    await until('the change has ended', async () => {
      ended = (await person.client.call('bulk.list', {})).items.find(({ id }) => id === bulk.id);
      return ended?.state === 'done';
    });
    expect(ended).toMatchObject({ done: 0, passedOver: 2, refused: 0 });
    const { client } = world.people.admin;
    expect((await client.call('ticket.get', { ticketId: hidden?.id ?? '' })).ticket.priority).not.toBe('high');
  }
});

import type { Connection } from 'mongoose';
import { v7 } from 'uuid';
import { reachMoved } from '../../server/auth/reach.ts';
import type { Contact } from '../../server/contacts/model.ts';
import { storedOf } from '../../server/contacts/store.ts';
import { newId, systemClock } from '../../server/platform/clock.ts';
import type { Pipeline, Ticket } from '../../server/tickets/model.ts';
import { changed } from '../../server/tickets/model.ts';
import { type Counter, counterKey } from '../../server/views/store.ts';
import type { Id } from '../../shared/ids.ts';
import { log } from './bench.ts';
import { drawn } from './draws.ts';

interface Place {
  workspaceId: Id;
  pipeline: Pipeline;
  teamIds: Id[];
  ownerIds: Id[];
  /** What its tickets have beyond what all have. */
  further?: (index: number) => Partial<Pick<Ticket, 'name' | 'properties'>>;
  /** Is told of what was written. */
  written?: (tickets: Ticket[]) => Promise<void>;
}

export interface Seeded {
  /** Tickets from all over the years, at most 5,000. */
  ticketIds: Id[];
  /** A contact with some tickets. */
  contactId: Id;
  /** Owns three open tickets, however many there are. */
  newcomerId: Id;
}

const batchSize = 2000;
const ticketsPerContact = 20;
const years = 3;
const dayMs = 86_400_000;
const yearMs = 365 * 86_400_000;
/** So many own most tickets; everybody else on the desk owns none. */
const owners = 18;
const newcomerTickets = 3;
const words =
  'The parcel has not come and I would like to know where it is, for it was promised for last week to my address.';

/** One in ten is open, one in ten waits, the others are closed. */
function phaseAt(index: number): Ticket['state'] {
  const place = drawn(index, 0, 10);
  return place === 0 ? 'open' : place === 1 ? 'waiting' : 'closed';
}

/** One ticket of the desk; what it is like depends on its index alone, so that a bigger desk has more of the same. */
function ticketAt(index: number, count: number, place: Place, contactId: Id): Ticket {
  const { workspaceId, pipeline, teamIds, ownerIds } = place;
  const createdAt = new Date(Date.now() - dayMs - Math.floor((1 - index / count) * years * yearMs));
  const newcomers = index >= count - newcomerTickets;
  const phase = newcomers ? 'open' : phaseAt(index);
  const status = pipeline.statuses.findLast(({ state }) => state === phase) ?? pipeline.statuses[0];
  // Nobody has written yet what he writes tomorrow.
  const activityAt = new Date(createdAt.getTime() + drawn(index, 1, dayMs));
  const unowned = phase !== 'closed' && drawn(index, 2, 4) === 0;
  const owner = unowned ? null : (ownerIds[1 + drawn(index, 3, owners - 1)] ?? null);
  const ticket: Ticket = {
    _id: v7({ msecs: createdAt.getTime() }),
    workspaceId,
    number: index + 1,
    name: `Parcel ${index} has not arrived, second time asked`,
    pipelineId: pipeline._id,
    statusId: status?.id ?? '',
    state: phase,
    phase,
    priority: drawn(index, 4, 50) === 0 ? 'high' : 'normal',
    source: 'email',
    ownerId: newcomers ? (ownerIds[owners] ?? null) : owner,
    teamId: drawn(index, 5, 3) === 0 ? null : (teamIds[drawn(index, 6, teamIds.length)] ?? null),
    guestIds: [],
    contactIds: [contactId],
    companyId: null,
    linkedIds: [],
    tags: drawn(index, 7, 5) === 0 ? ['shipping', 'second time'] : ['shipping'],
    lastMessage: { at: activityAt, direction: 'in', snippet: words },
    createdAt,
    activityAt,
    closedAt: phase === 'closed' ? activityAt : null,
    snooze: null,
    spamAt: null,
    trashedAt: null,
    lastInSeq: 0,
    audience: [],
    version: 0,
  };
  return changed(ticket, place.further?.(index) ?? {});
}

/** Writes the tickets, their contacts and their counters, and sets the workspace's ticket number. */
export async function seedTickets(connection: Connection, place: Place, count: number): Promise<Seeded> {
  const contacts: Contact[] = Array.from({ length: Math.max(1, Math.ceil(count / ticketsPerContact)) }, (_, index) => ({
    _id: newId(systemClock),
    workspaceId: place.workspaceId,
    name: `Customer ${index}`,
    emails: [`customer${index}@customers.test`],
    phone: null,
    companyId: null,
    language: null,
    notes: '',
    createdAt: new Date(Date.now() - years * yearMs),
    reach: [],
    audience: ['all'],
    version: 1,
  }));
  const counters = new Map<string, Counter>();
  const ticketIds: Id[] = [];
  const every = Math.max(1, Math.floor(count / 5000));

  function make(index: number): Ticket {
    const who = index % contacts.length;
    const contact = contacts[who];
    if (!contact) throw new Error('There is no such contact');
    const ticket = ticketAt(index, count, place, contact._id);
    contacts[who] = reachMoved(contact, null, ticket.audience);
    const facets = { audience: ticket.audience, phase: ticket.phase, pipelineId: ticket.pipelineId, followerId: null };
    const key = counterKey(place.workspaceId, facets);
    const row = counters.get(key) ?? { _id: key, workspaceId: place.workspaceId, ...facets, n: 0 };
    counters.set(key, { ...row, n: row.n + 1 });
    if (index % every === 0) ticketIds.push(ticket._id);
    return ticket;
  }

  for (let from = 0; from < count; from += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, count - from) }, (_, index) => make(from + index));
    await connection.collection<Ticket>('tickets').insertMany(batch);
    await place.written?.(batch);
    if (from > 0 && from % 100_000 === 0) log(`${from} tickets are there`);
  }
  for (let from = 0; from < contacts.length; from += batchSize) {
    const batch = contacts.slice(from, from + batchSize).map(storedOf);
    await connection.collection<Contact>('contacts').insertMany(batch);
  }
  if (counters.size > 0) await connection.collection<Counter>('counters').insertMany([...counters.values()]);
  await connection
    .collection<{ _id: Id; tickets: number }>('positions')
    .updateOne({ _id: place.workspaceId }, { $set: { tickets: count } });
  return { ticketIds, contactId: contacts[0]?._id ?? '', newcomerId: place.ownerIds[owners] ?? '' };
}

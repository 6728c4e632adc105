import type { Id } from '../../shared/ids.ts';
import type { EventStore } from '../events/store.ts';
import type { Clock } from '../platform/clock.ts';
import type { ClientSession, Storage } from '../storage/connection.ts';
import type { Ticket } from '../tickets/model.ts';
import { commentEntry, companyEntry, contactEntry, messageEntry, same, ticketEntry } from './entries.ts';
import type { SearchKind } from './model.ts';
import type { Sources } from './sources.ts';
import { type Entry, entryKey, type Progress, type SearchStore } from './store.ts';
import { type Touched, touchedBy } from './touched.ts';

/** So much of the log in one transaction: it is short, and another node may go on. */
const eventsAtOnce = 200;
/** So many tickets, with all that is said of them, are read in at once when the index is built. */
const ticketsAtOnce = 20;
const peopleAtOnce = 200;
const saidAtOnce = 200;
/** A node that says nothing for so long has died; another goes on. */
const leaseMs = 10_000;

/** The entries a step leaves, and which go. */
interface Outcome {
  entries: Entry[];
  gone: string[];
  /** Tickets as they are now, to whom all that is said of them is open. */
  tickets: Ticket[];
  goneTickets: Id[];
}

/**
 * Keeps the index by following the log, so that no write waits for it: what is committed is found a moment later, whoever
 * wrote it. Each step reads the things anew and moves the place in the log with what it writes; a step that is done twice
 * leaves the same. docs/decisions: search follows the log.
 */
export function createIndexing(deps: {
  store: SearchStore;
  sources: Sources;
  events: EventStore;
  storage: Storage;
  clock: Clock;
  holder: string;
}) {
  const { store, sources, events, storage, clock, holder } = deps;

  async function read(workspaceId: Id, touched: Touched): Promise<Outcome> {
    const of = <T>(from: (workspaceId: Id, ids: string[]) => Promise<T[]>, ids: Set<string>) =>
      ids.size > 0 ? from(workspaceId, [...ids]) : Promise.resolve([]);
    const messages = await of(sources.messages, touched.message);
    const comments = await of(sources.comments, touched.comment);
    const contacts = await of(sources.contacts, touched.contact);
    const companies = await of(sources.companies, touched.company);
    const said = [...messages, ...comments].map(({ ticketId }) => ticketId);
    const tickets = await of(sources.tickets, new Set([...touched.ticket, ...said]));
    const ticketOf = new Map(tickets.map((ticket) => [ticket._id, ticket]));
    const within = <T extends { ticketId: Id }>(things: T[], make: (thing: T, ticket: Ticket) => Entry) =>
      things.flatMap((thing) => {
        const ticket = ticketOf.get(thing.ticketId);
        return ticket ? [make(thing, ticket)] : [];
      });
    const entries = [
      ...tickets.map(ticketEntry),
      ...within(messages, messageEntry),
      ...within(comments, commentEntry),
      ...contacts.map(contactEntry),
      ...companies.map(companyEntry),
    ];
    const there = new Set(entries.map(({ _id }) => _id));
    const kinds: SearchKind[] = ['ticket', 'message', 'comment', 'contact', 'company'];
    const keys = kinds.flatMap((kind) => [...touched[kind]].map((id) => entryKey(workspaceId, kind, id)));
    return {
      entries,
      gone: keys.filter((key) => !there.has(key)),
      tickets,
      goneTickets: [...touched.ticket].filter((id) => !ticketOf.has(id)),
    };
  }

  async function write(workspaceId: Id, outcome: Outcome, session: ClientSession): Promise<void> {
    const known = new Map(
      (
        await store.entries(
          outcome.entries.map(({ _id }) => _id),
          session,
        )
      ).map((entry) => [entry._id, entry]),
    );
    const changed = outcome.entries.filter((entry) => {
      const before = known.get(entry._id);
      return !before || !same(before, entry);
    });
    const reached = outcome.tickets.filter(({ _id, audience }) => {
      const before = known.get(entryKey(workspaceId, 'ticket', _id));
      return before && before.audience.join() !== audience.join();
    });
    if (reached.length > 0) await store.setAudiences(workspaceId, reached, session);
    for (const id of outcome.goneTickets) await store.removeOf(workspaceId, id, session);
    await store.write(changed, outcome.gone, session);
  }

  async function saidOf<T extends { seq: number }>(
    page: (workspaceId: Id, ticketId: Id, before: number | null, limit: number) => Promise<T[]>,
    { workspaceId, _id }: Ticket,
  ): Promise<T[]> {
    const all: T[] = [];
    for (let before: number | null = null; ; before = all.at(-1)?.seq ?? null) {
      const some: T[] = await page(workspaceId, _id, before, saidAtOnce);
      all.push(...some);
      if (some.length < saidAtOnce) return all;
    }
  }

  /** The next stretch of what was there before the log was followed. */
  async function built(
    workspaceId: Id,
    { kind, after }: NonNullable<Progress['building']>,
  ): Promise<{ entries: Entry[]; building: Progress['building'] }> {
    const { pages } = sources;
    if (kind === 'ticket') {
      const tickets = await pages.tickets(workspaceId, after === null ? null : Number(after), ticketsAtOnce);
      const entries: Entry[] = [];
      for (const ticket of tickets) {
        entries.push(ticketEntry(ticket));
        for (const message of await saidOf(pages.messages, ticket)) entries.push(messageEntry(message, ticket));
        for (const comment of await saidOf(pages.comments, ticket)) entries.push(commentEntry(comment, ticket));
      }
      const last = tickets.length < ticketsAtOnce ? undefined : tickets.at(-1);
      return { entries, building: last ? { kind, after: String(last.number) } : { kind: 'contact', after: null } };
    }
    if (kind === 'contact') {
      const some = await pages.contacts({ workspaceId, scopes: ['all'], limit: peopleAtOnce }, after);
      const last = some.length < peopleAtOnce ? undefined : some.at(-1);
      return {
        entries: some.map(contactEntry),
        building: last ? { kind, after: last._id } : { kind: 'company', after: null },
      };
    }
    const some = await pages.companies(workspaceId, ['all'], after, peopleAtOnce);
    const last = some.length < peopleAtOnce ? undefined : some.at(-1);
    return { entries: some.map(companyEntry), building: last ? { kind, after: last._id } : null };
  }

  /** Nothing happens when another node was quicker. */
  async function leave(progress: Progress, to: Pick<Progress, 'seq' | 'building'>, outcome: Outcome): Promise<void> {
    await storage.transaction(async (session) => {
      if (await store.move(progress, to, session)) await write(progress._id, outcome, session);
    });
  }

  const fresh = async (workspaceId: Id): Promise<Progress> => ({
    _id: workspaceId,
    seq: (await events.position(workspaceId))?.seq ?? 0,
    building: { kind: 'ticket', after: null },
    holder: null,
    until: null,
  });

  /** The log may have been cut since; then all is read in again. */
  async function lost({ _id, seq }: Progress): Promise<boolean> {
    const first = await events.first(_id);
    const position = await events.position(_id);
    return position !== null && position.seq > seq && (first === null || first.seq > seq + 1);
  }

  /** One step further. @returns whether there is more to do now */
  async function step(workspaceId: Id): Promise<boolean> {
    if (!(await store.progressOf(workspaceId))) await store.begin(await fresh(workspaceId));
    const now = clock.now();
    const progress = await store.claim(workspaceId, holder, now, new Date(now.getTime() + leaseMs));
    if (!progress) return false;
    const entries = await events.after(workspaceId, progress.seq, eventsAtOnce);
    const last = entries.at(-1);
    if (last && entries[0]?.seq !== progress.seq + 1 && (await lost(progress))) {
      const { seq, building } = await fresh(workspaceId);
      await leave(progress, { seq, building }, { entries: [], gone: [], tickets: [], goneTickets: [] });
      return true;
    }
    if (last) {
      const outcome = await read(workspaceId, touchedBy(entries.map(({ data }) => data)));
      await leave(progress, { seq: last.seq, building: progress.building }, outcome);
      return entries.length === eventsAtOnce || progress.building !== null;
    }
    if (!progress.building) return false;
    const { entries: some, building } = await built(workspaceId, progress.building);
    await leave(progress, { seq: progress.seq, building }, { entries: some, gone: [], tickets: [], goneTickets: [] });
    return building !== null;
  }

  return { step, release: (workspaceId: Id) => store.release(workspaceId, holder) };
}

export type Indexing = ReturnType<typeof createIndexing>;

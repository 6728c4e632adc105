import { canSee, ticketScopesOf } from '../../shared/access.ts';
import { type SearchHit, searchTypes } from '../../shared/contract/search.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { Filter } from '../../shared/filter/language.ts';
import type { Id } from '../../shared/ids.ts';
import { excerptOf, marked } from '../../shared/search/marks.ts';
import { holdsAll, type Part, partsOf, type Searched } from '../../shared/search/words.ts';
import type { Actor } from '../auth/actor.ts';
import type { Ticket } from '../tickets/model.ts';
import { candidates } from './candidates.ts';
import {
  commentSearched,
  companySearched,
  contactSearched,
  messageSearched,
  type SearchKind,
  ticketSearched,
} from './model.ts';
import type { Sources } from './sources.ts';
import type { Found, SearchStore } from './store.ts';
import { wholeName } from './tokens.ts';

const hitsShown = 5;
/** So many are called just so at most; they come first. */
const namesakes = 5;
/** Things that are read at once, to see whether they are still so and still open to the searcher; of a filter's more fail. */
const readAtOnce = 12;
const readThroughFilter = 60;

/** A thing as it is now, that the searcher may see. */
interface Seen {
  hit: Omit<SearchHit, 'type' | 'title' | 'excerpt'>;
  /** What it is headed by, and whether that is its own name. */
  heading: string;
  searched: Searched;
}

/** A filter is about tickets, and what is said of them. */
const ofTickets: SearchKind[] = ['ticket', 'message', 'comment'];

const isAside = ({ phase }: Ticket) => phase === 'trash' || phase === 'spam';

const ticketOf = ({ _id, number, statusId, phase, ownerId }: Ticket): SearchHit['ticket'] => ({
  id: _id,
  number,
  statusId,
  phase,
  ownerId,
});

/** Who asks, and what the tickets must be besides. */
interface Asking {
  actor: Actor;
  filter: Filter | undefined;
}

export function createSearch({
  store,
  sources,
  fitting,
  mustBeFilter,
}: {
  store: SearchStore;
  sources: Sources;
  /** Those of the tickets that a filter lets through. */
  fitting: (actor: Actor, filter: Filter, tickets: Ticket[]) => Promise<Ticket[]>;
  mustBeFilter: (workspaceId: Id, filter: Filter) => Promise<unknown>;
}) {
  async function ticketsSeen({ actor, filter }: Asking, ids: Id[]): Promise<Map<Id, Ticket>> {
    const found = await sources.tickets(actor.workspaceId, [...new Set(ids)]);
    const seen = found.filter((ticket) => canSee(actor.rights, ticket));
    const open = filter ? await fitting(actor, filter, seen) : seen.filter((ticket) => !isAside(ticket));
    return new Map(open.map((ticket) => [ticket._id, ticket]));
  }

  async function ticketsNow(asking: Asking, ids: string[]): Promise<Seen[]> {
    return [...(await ticketsSeen(asking, ids)).values()].map((ticket) => ({
      hit: {
        id: ticket._id,
        ticket: ticketOf(ticket),
        memberId: null,
        from: null,
        at: ticket.activityAt.toISOString(),
      },
      heading: ticket.name,
      searched: ticketSearched(ticket),
    }));
  }

  async function messagesNow(asking: Asking, ids: string[]): Promise<Seen[]> {
    const found = await sources.messages(asking.actor.workspaceId, ids);
    const tickets = await ticketsSeen(
      asking,
      found.map(({ ticketId }) => ticketId),
    );
    return found.flatMap((message): Seen[] => {
      const ticket = tickets.get(message.ticketId);
      if (!ticket) return [];
      const { id, memberId, from, at } = message;
      const sender = memberId ? null : from.name || from.address;
      return [
        {
          hit: { id, ticket: ticketOf(ticket), memberId, from: sender, at: at.toISOString() },
          heading: ticket.name,
          searched: messageSearched(message),
        },
      ];
    });
  }

  async function commentsNow(asking: Asking, ids: string[]): Promise<Seen[]> {
    const found = await sources.comments(asking.actor.workspaceId, ids);
    const tickets = await ticketsSeen(
      asking,
      found.map(({ ticketId }) => ticketId),
    );
    return found.flatMap((comment): Seen[] => {
      const ticket = tickets.get(comment.ticketId);
      if (!ticket) return [];
      const { id, memberId, at } = comment;
      return [
        {
          hit: { id, ticket: ticketOf(ticket), memberId, from: null, at: at.toISOString() },
          heading: ticket.name,
          searched: commentSearched(comment),
        },
      ];
    });
  }

  const person = ({ _id, name, createdAt }: { _id: Id; name: string; createdAt: Date }, searched: Searched): Seen => ({
    hit: { id: _id, ticket: null, memberId: null, from: null, at: createdAt.toISOString() },
    heading: name,
    searched,
  });

  async function contactsNow(asking: Asking, ids: string[]): Promise<Seen[]> {
    const found = await sources.contacts(asking.actor.workspaceId, ids);
    return found
      .filter((contact) => canSee(asking.actor.rights, contact))
      .map((contact) => person(contact, contactSearched(contact)));
  }

  async function companiesNow(asking: Asking, ids: string[]): Promise<Seen[]> {
    const found = await sources.companies(asking.actor.workspaceId, ids);
    return found
      .filter((company) => canSee(asking.actor.rights, company))
      .map((company) => person(company, companySearched(company)));
  }

  const now: Record<SearchKind, (asking: Asking, ids: string[]) => Promise<Seen[]>> = {
    ticket: ticketsNow,
    message: messagesNow,
    comment: commentsNow,
    contact: contactsNow,
    company: companiesNow,
  };

  function hitOf(type: SearchKind, { hit, heading, searched }: Seen, parts: readonly Part[]): SearchHit {
    const { names, texts } = searched;
    const others = names.filter((name) => name !== heading);
    const named = others.map((name) => marked(name, parts, true)).find(({ marks }) => marks.length > 0);
    const said = texts.map((text) => excerptOf(text, parts)).find((excerpt) => excerpt !== null);
    return {
      ...hit,
      type,
      title: names.length > 0 ? marked(heading, parts, true) : { text: heading, marks: [] },
      excerpt: said ?? named ?? null,
    };
  }

  async function group(asking: Asking, type: SearchKind, text: string, parts: Part[], limit: number) {
    const { workspaceId, rights } = asking.actor;
    const atOnce = asking.filter ? readThroughFilter : readAtOnce;
    const held = ticketScopesOf(rights);
    const scopes = held.includes('all') ? null : held;
    const items: SearchHit[] = [];
    const known = new Set<string>();

    /** Reads candidates as they are now, in their order, until there are enough. */
    async function take(found: Found[]): Promise<boolean> {
      const fresh = found.filter(({ thingId }) => !known.has(thingId));
      for (let at = 0; at < fresh.length && items.length <= limit; at += atOnce) {
        const some = fresh.slice(at, at + atOnce);
        const seen = new Map(
          (
            await now[type](
              asking,
              some.map(({ thingId }) => thingId),
            )
          ).map((one) => [one.hit.id, one]),
        );
        for (const { thingId } of some) {
          const one = seen.get(thingId);
          known.add(thingId);
          if (one && holdsAll(parts, one.searched)) items.push(hitOf(type, one, parts));
        }
      }
      return items.length > limit;
    }

    const nameless = type === 'message' || type === 'comment';
    if (!nameless) await take(await store.walk(workspaceId, type, wholeName(text), null, namesakes));
    let partial = false;
    const walk = candidates(store, workspaceId, type, parts, scopes);
    for (let step = await walk.next(); ; step = await walk.next()) {
      if (step.done) partial = step.value;
      if (step.done || (await take(step.value))) break;
    }
    return { type, items: items.slice(0, limit), more: partial || items.length > limit, partial };
  }

  return {
    async find(
      actor: Actor,
      { text, types = [...searchTypes], limit = hitsShown, filter }: Input<'search.find'>,
    ): Promise<Output<'search.find'>> {
      if (filter) await mustBeFilter(actor.workspaceId, filter);
      const parts = partsOf(text);
      if (parts.length === 0) return { groups: [] };
      const wanted = searchTypes.filter((type) => types.includes(type) && (!filter || ofTickets.includes(type)));
      return { groups: await Promise.all(wanted.map((type) => group({ actor, filter }, type, text, parts, limit))) };
    },
  };
}

export type Search = ReturnType<typeof createSearch>;

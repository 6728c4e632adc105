import { meets, scopesOf } from '../../shared/access.ts';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import type { TicketView } from '../../shared/entities.ts';
import type { Filter } from '../../shared/filter/language.ts';
import { ticketOrder } from '../../shared/order.ts';
import { follows, meIn, type State } from '../../shared/state.ts';
import { inView, type ViewId } from '../../shared/views.ts';
import type { Page } from '../connection/reach.ts';

/** How far a list has been loaded. */
type Reach = Pick<Page, 'boundary'>;

/** What a list is of: a default view, or with null all tickets; and what else must hold of them. */
export interface ListOf {
  view: ViewId | null;
  where: Filter | null;
}

/** What a list is made of: it stands still while anything else changes. */
type Listed = Pick<State, 'meId' | 'members' | 'tickets' | 'marks' | 'drafts' | 'properties'>;

/** What a filter means, with what is known now (`filters/meaning.ts`). */
export type Meaning = (state: Listed) => (ticket: TicketView) => boolean;

/** Does a ticket stand in the list? What the reader may see is looked up once for many tickets. */
const belongs = (
  state: Listed,
  view: ViewId | null,
  sort: TicketSort,
  { boundary }: Reach,
  meaning: Meaning | undefined,
) => {
  const me = meIn(state);
  const held = scopesOf(me, 'view');
  const order = ticketOrder[sort];
  const fits = meaning?.(state);
  return (ticket: TicketView): boolean =>
    meets(held, ticket.audience) &&
    (view === null || inView(view, me, ticket, follows(state, ticket.id))) &&
    (!fits || fits(ticket)) &&
    (boundary === null || order(ticket, boundary) <= 0);
};

/** A view's tickets, first to last, as far as they have been loaded. Live events put tickets in by themselves. */
export function listOf(
  state: Listed,
  view: ViewId | null,
  sort: TicketSort,
  reach: Reach,
  meaning?: Meaning,
): TicketView[] {
  return Object.values(state.tickets)
    .filter(belongs(state, view, sort, reach, meaning))
    .sort(ticketOrder[sort]);
}

/** Where more have changed at once, sorting anew is quicker. */
const fewAtMost = 64;

/** The keys under which two tables differ; null when there are many. */
function differing<T>(before: Readonly<Record<string, T>>, now: Readonly<Record<string, T>>): string[] | null {
  if (before === now) return [];
  const found: string[] = [];
  for (const key in now) {
    if (before[key] === now[key]) continue;
    found.push(key);
    if (found.length > fewAtMost) return null;
  }
  for (const key in before) if (!(key in now)) found.push(key);
  return found.length > fewAtMost ? null : found;
}

/** Puts a ticket where it belongs in a sorted list. */
function insert(list: TicketView[], ticket: TicketView, order: (a: TicketView, b: TicketView) => number): void {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const there = list[middle];
    if (there && order(there, ticket) < 0) from = middle + 1;
    else to = middle;
  }
  list.splice(from, 0, ticket);
}

const sameIds = (list: readonly TicketView[], ids: readonly string[]) =>
  list.length === ids.length && list.every(({ id }, at) => id === ids[at]);

/**
 * The same as `listOf`, for one who looks again after each event: what has not changed is not looked at twice, and the
 * answer is the very same array as long as the list is the same.
 */
export function createListing(view: ViewId | null, sort: TicketSort, meaning?: Meaning) {
  let seen: Listed | null = null;
  let seenTo: Reach['boundary'] = null;
  let list: TicketView[] = [];
  let ids: readonly string[] = [];
  const order = ticketOrder[sort];

  /** Whether the list has only been read further. */
  const goesOn = ({ boundary }: Reach) =>
    boundary === seenTo || (seenTo !== null && (boundary === null || order(boundary, seenTo) > 0));

  /** The tickets to look at again; null when it is all of them. */
  function touched(state: Listed, reach: Reach): Set<string> | null {
    if (!seen || !goesOn(reach) || seen.members[seen.meId] !== state.members[state.meId]) return null;
    if (meaning && (seen.drafts !== state.drafts || seen.properties !== state.properties)) return null;
    const tickets = differing(seen.tickets, state.tickets);
    const marks = differing(seen.marks, state.marks);
    return tickets && marks && new Set([...tickets, ...marks]);
  }

  /** What had been known already and lay behind the end of the list. */
  function behind(state: Listed, { boundary }: Reach, again: Set<string>): TicketView[] {
    const end = seenTo;
    if (boundary === end || end === null) return [];
    return Object.values(state.tickets).filter((ticket) => order(ticket, end) > 0 && !again.has(ticket.id));
  }

  return (state: Listed, reach: Reach): readonly string[] => {
    const again = touched(state, reach);
    if (again?.size === 0 && reach.boundary === seenTo) {
      seen = state;
      return ids;
    }
    if (again) {
      const isIn = belongs(state, view, sort, reach, meaning);
      const looked = [...again].flatMap((id) => state.tickets[id] ?? []);
      const added = [...looked, ...behind(state, reach, again)].filter(isIn);
      if (again.size > 0) list = list.filter(({ id }) => !again.has(id));
      if (added.length > fewAtMost) list = [...list, ...added].sort(order);
      else for (const ticket of added) insert(list, ticket, order);
    } else list = listOf(state, view, sort, reach, meaning);
    seen = state;
    seenTo = reach.boundary;
    if (!sameIds(list, ids)) ids = list.map(({ id }) => id);
    return ids;
  };
}

export interface Held {
  ids: readonly string[];
  /** Tickets that would stand above or between the held ones. */
  waiting: number;
}

/**
 * The list under a pointer: the rows it had stay where they are, as long as they may be seen; only what belongs below
 * the last of them is added. The others wait.
 */
export function hold(before: readonly string[], fresh: readonly string[], visible: (id: string) => boolean): Held {
  const ids = before.filter(visible);
  const kept = new Set(ids);
  const last = fresh.findLastIndex((id) => kept.has(id));
  if (last === -1 && ids.length === 0) return { ids: fresh, waiting: 0 };
  const isNew = (id: string) => !kept.has(id);
  const below = last === -1 ? [] : fresh.slice(last + 1).filter(isNew);
  const waiting = (last === -1 ? fresh : fresh.slice(0, last)).filter(isNew).length;
  return { ids: [...ids, ...below], waiting };
}

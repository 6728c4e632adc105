import { canSee } from '../../shared/access.ts';
import type { TicketFilter, TicketSort } from '../../shared/contract/tickets.ts';
import type { TicketView } from '../../shared/entities.ts';
import { type SortKeys, ticketOrder } from '../../shared/order.ts';
import { follows, isUnread, meIn, type State } from '../../shared/state.ts';
import { inView, type ViewId } from '../../shared/views.ts';

/** How far a list has been loaded: nothing after `boundary` is shown, because what lies between is not known. */
export interface Reach {
  /** Sort keys of the last ticket loaded; null when the whole list is here. */
  boundary: SortKeys | null;
}

/** What narrows a view. */
export type QuickFilter = Pick<TicketFilter, 'ownerId' | 'teamId' | 'priority' | 'statusId' | 'source' | 'unread'>;

/** What a list is made of: it stands still while anything else changes. */
type Listed = Pick<State, 'meId' | 'members' | 'tickets' | 'marks'>;

const exact = ['ownerId', 'teamId', 'priority', 'statusId', 'source'] as const;

const fits = (state: Listed, filter: QuickFilter, ticket: TicketView): boolean =>
  exact.every((field) => filter[field] === undefined || filter[field] === ticket[field]) &&
  (!filter.unread || isUnread(state, ticket));

/** A view's tickets, first to last, as far as they have been loaded. Live events put tickets in by themselves. */
export function listOf(
  state: Listed,
  view: ViewId,
  sort: TicketSort,
  { boundary }: Reach,
  filter: QuickFilter = {},
): TicketView[] {
  const me = meIn(state);
  const order = ticketOrder[sort];
  return Object.values(state.tickets)
    .filter((ticket) => canSee(me, ticket) && inView(view, me, ticket, follows(state, ticket.id)))
    .filter((ticket) => fits(state, filter, ticket))
    .filter((ticket) => boundary === null || order(ticket, boundary) <= 0)
    .sort(order);
}

export const idsOf = (...asked: Parameters<typeof listOf>): string[] => listOf(...asked).map(({ id }) => id);

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

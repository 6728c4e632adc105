import { canSee } from '../../shared/access.ts';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import type { TicketView } from '../../shared/entities.ts';
import { ticketOrder } from '../../shared/order.ts';
import { meIn, type State } from '../../shared/state.ts';
import { inView, type ViewId } from '../../shared/views.ts';

/** How far a list has been loaded: nothing after `boundary` is shown, because what lies between is not known. */
export interface Reach {
  /** Sort keys of the last ticket loaded; null when the whole list is here. */
  boundary: Pick<TicketView, 'id' | 'activityAt'> | null;
}

/** A view's tickets, first to last, as far as they have been loaded. Live events put tickets in by themselves. */
export function listOf(state: State, view: ViewId, sort: TicketSort, { boundary }: Reach): TicketView[] {
  const me = meIn(state);
  const order = ticketOrder[sort];
  return Object.values(state.tickets)
    .filter((ticket) => canSee(me, ticket) && inView(view, me, ticket))
    .filter((ticket) => boundary === null || order(ticket, boundary) <= 0)
    .sort(order);
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

import { audienceOf } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';

export type Property = 'name' | 'status' | 'priority' | 'owner' | 'team' | 'tags' | 'contacts' | 'company';

export type Patch = Partial<
  Pick<
    TicketView,
    'name' | 'statusId' | 'phase' | 'priority' | 'ownerId' | 'teamId' | 'tags' | 'contactIds' | 'companyId'
  >
>;

/** A change that its author sees before the server has settled it. */
export interface Change {
  id: string;
  ticketId: string;
  property: Property;
  patch: Patch;
  /** The ticket's version that holds it; null until the server has answered. */
  settled: number | null;
}

/** The ticket as its author means it; the audience follows owner and team, so lists and counts agree at once. */
export function patched(ticket: TicketView, patch: Patch): TicketView {
  const next = { ...ticket, ...patch };
  if (next.ownerId === ticket.ownerId && next.teamId === ticket.teamId) return next;
  const guestIds = ticket.audience.filter((scope) => scope.startsWith('guest:')).map((scope) => scope.slice(6));
  return { ...next, audience: audienceOf({ ownerId: next.ownerId, teamId: next.teamId, guestIds }) };
}

/** What the screen shows: what is known, with the changes under way laid over it in the order they were made. */
export function shownOf(known: State, changes: readonly Change[]): State {
  if (changes.length === 0) return known;
  const tickets = { ...known.tickets };
  for (const change of changes) {
    const ticket = tickets[change.ticketId];
    if (ticket) tickets[change.ticketId] = patched(ticket, change.patch);
  }
  return { ...known, tickets };
}

/** The changes still needed: those not answered yet, and those whose event has not been heard. */
export function unsettled(known: State, changes: readonly Change[]): readonly Change[] {
  const left = changes.filter((change) => {
    const ticket = known.tickets[change.ticketId];
    return ticket !== undefined && (change.settled === null || ticket.version < change.settled);
  });
  return left.length === changes.length ? changes : left;
}

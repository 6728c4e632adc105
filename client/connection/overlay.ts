import { audienceOf } from '../../shared/access.ts';
import type { MarkView, TicketView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';

export type Property =
  | 'name'
  | 'status'
  | 'priority'
  | 'owner'
  | 'team'
  | 'tags'
  | 'contacts'
  | 'company'
  | 'properties';

/** What of a ticket its reader changes: a property, where it lies, or his own mark on it. */
export type Facet = Property | 'place' | 'mark';

export type Patch = Partial<
  Pick<
    TicketView,
    | 'name'
    | 'statusId'
    | 'phase'
    | 'priority'
    | 'ownerId'
    | 'teamId'
    | 'tags'
    | 'contactIds'
    | 'companyId'
    | 'snooze'
    | 'properties'
  >
>;

export type MarkPatch = Partial<Pick<MarkView, 'following' | 'readSeq'>>;

/** A change that its author sees before the server has settled it. */
export interface Change {
  id: string;
  ticketId: string;
  property: Facet;
  patch: Patch;
  mark?: MarkPatch;
  /** The version of the ticket, or of the mark, that holds it; null until the server has answered. */
  settled: number | null;
}

const unmarked = (ticketId: string): MarkView => ({ ticketId, following: false, readSeq: 0, version: 0 });

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
  const marks = { ...known.marks };
  for (const { ticketId, patch, mark } of changes) {
    const ticket = tickets[ticketId];
    if (!ticket) continue;
    tickets[ticketId] = patched(ticket, patch);
    if (mark) marks[ticketId] = { ...(marks[ticketId] ?? unmarked(ticketId)), ...mark };
  }
  return { ...known, tickets, marks };
}

/** The changes still needed: those not answered yet, and those whose event has not been heard. */
export function unsettled(known: State, changes: readonly Change[]): readonly Change[] {
  const left = changes.filter(({ ticketId, settled, mark }) => {
    if (settled === null) return true;
    const ticket = known.tickets[ticketId];
    const version = mark ? (known.marks[ticketId]?.version ?? 0) : ticket?.version;
    return ticket !== undefined && version !== undefined && version < settled;
  });
  return left.length === changes.length ? changes : left;
}

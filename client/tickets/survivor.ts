import type { TicketView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';

/** What a ticket that is not here any more was merged into, as far as this screen knows. */
export const survivorOf = (state: Pick<State, 'tickets'>, ticketId: string): TicketView | undefined =>
  state.tickets[ticketId]
    ? undefined
    : Object.values(state.tickets).find(({ merged }) => merged?.some(({ id }) => id === ticketId));

/** The ids that lead to a ticket: its own, and those of what was merged into it. */
export const idsOf = (ticket: Pick<TicketView, 'id' | 'merged'>): string[] => [
  ticket.id,
  ...(ticket.merged ?? []).map(({ id }) => id),
];

import type { TicketSort } from './contract/tickets.ts';
import type { Priority, TicketView } from './entities.ts';

type Keys = Pick<TicketView, 'id' | 'activityAt'>;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byActivity = (a: Keys, b: Keys) => compare(a.activityAt, b.activityAt) || compare(a.id, b.id);

/** How each sort orders tickets, first to last; the server's indexes end in the same keys. Ids sort by creation. */
export const ticketOrder: Record<TicketSort, (a: Keys, b: Keys) => number> = {
  activity: (a, b) => byActivity(b, a),
  oldest: byActivity,
  created: (a, b) => compare(b.id, a.id),
};

const namesOf = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as K[];
export const ticketSorts = namesOf(ticketOrder);

export const priorityRank: Record<Priority, number> = { low: 0, normal: 1, high: 2 };
export const priorities = namesOf(priorityRank);

import type { TicketSort } from './contract/tickets.ts';
import type { Priority, TicketView } from './entities.ts';

export type SortKeys = Pick<TicketView, 'id' | 'activityAt' | 'priority'>;

const namesOf = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as K[];

export const priorityRank: Record<Priority, number> = { low: 0, normal: 1, high: 2 };
export const priorities = namesOf(priorityRank);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byActivity = (a: SortKeys, b: SortKeys) => compare(a.activityAt, b.activityAt) || compare(a.id, b.id);

/** How each sort orders tickets, first to last; the server's indexes end in the same keys. Ids sort by creation. */
export const ticketOrder: Record<TicketSort, (a: SortKeys, b: SortKeys) => number> = {
  activity: (a, b) => byActivity(b, a),
  oldest: byActivity,
  priority: (a, b) => priorityRank[b.priority] - priorityRank[a.priority] || byActivity(b, a),
  created: (a, b) => compare(b.id, a.id),
  first: (a, b) => compare(a.id, b.id),
};
export const ticketSorts = namesOf(ticketOrder);

import type { Id } from '../../shared/ids.ts';
import { op } from './model.ts';

/** The orders that one index serves whole. */
export type ListSort = 'activity' | 'oldest' | 'created' | 'first';

/** Where a page of tickets goes on: the last one's sort keys. */
export interface After {
  activityAt: Date;
  id: Id;
}

/** The part of the order that lies behind `after`. The first bound is the index's, the alternatives settle ties. */
export function beyond(sort: ListSort, after: After | null, idField: '_id' | 'ticketId'): Record<string, unknown> {
  if (!after) return {};
  if (sort === 'created') return { [idField]: op({ $lt: after.id }) };
  if (sort === 'first') return { [idField]: op({ $gt: after.id }) };
  const [within, past] = sort === 'activity' ? ['$lte', '$lt'] : ['$gte', '$gt'];
  return {
    activityAt: op({ [within as string]: after.activityAt }),
    $or: [
      { activityAt: op({ [past as string]: after.activityAt }) },
      { [idField]: op({ [past as string]: after.id }) },
    ],
  };
}

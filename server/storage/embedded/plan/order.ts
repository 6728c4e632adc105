import type { Index } from '../data/collection.ts';
import type { SortField } from '../query/sortKey.ts';
import type { Interval } from './interval.ts';

export interface Order {
  /** How many leading fields stand before the sort: each combination of their values is a range of its own to merge. */
  fixed: number;
  reverse: boolean;
}

type Used = { intervals: Interval[] };

/**
 * Whether walking the index gives the wanted order. Fields the filter fixes to one value may be skipped, in the index
 * and in the sort; fields it fixes to several values may stand before the sort. A field with arrays has no order.
 */
export function orderFrom(index: Index, used: readonly Used[], sort: readonly SortField[]): Order | undefined {
  const single = (i: number) => used[i]?.intervals.length === 1 && used[i]?.intervals[0]?.point !== undefined;
  const several = (i: number) => used[i]?.intervals.every(({ point }) => point) ?? false;
  const constant = new Set(index.fields.flatMap(({ name }, i) => (single(i) && !index.arrays[i] ? [name] : [])));
  const wanted = sort.filter(({ path }) => !constant.has(path.join('.')));
  if (wanted.length === 0) return { fixed: 0, reverse: false };
  if (index.cut) return undefined;
  let next = 0;
  let fixed = -1;
  let reverse = false;
  for (let i = 0; i < index.fields.length && next < wanted.length; i++) {
    const field = index.fields[i];
    const want = wanted[next];
    if (!field || !want) return undefined;
    if (field.name === want.path.join('.') && !index.arrays[i]) {
      const turned = field.descending !== want.descending;
      if (fixed >= 0 && turned !== reverse) return undefined;
      if (fixed < 0) fixed = i;
      reverse = turned;
      next++;
    } else if (!(single(i) || (several(i) && fixed < 0))) return undefined;
  }
  return next === wanted.length ? { fixed, reverse } : undefined;
}

import type { Collection, Index } from '../data/collection.ts';
import type { KeyRange } from '../data/reader.ts';
import { compareBytes, successor } from '../keys/bytes.ts';
import type { Filter } from '../query/filter.ts';
import type { SortField } from '../query/sortKey.ts';
import { boundsOf } from './bounds.ts';
import type { Conjunct } from './conjuncts.ts';
import { descending, type Interval, intersect } from './interval.ts';
import { type Order, orderFrom } from './order.ts';
import type { Plan, RangeGroup } from './plan.ts';

/** More ranges than this are not worth their cursors; the remaining fields are then checked on the documents. */
const maxRanges = 4096;

export interface Question {
  collection: Collection;
  filter: Filter;
  conjuncts: Conjunct[];
  /** Whether the conjuncts are all of the filter. */
  complete: boolean;
  sort: readonly SortField[];
}

export interface FieldBounds {
  intervals: Interval[];
  /** The conditions these bounds stand for completely. */
  covers: Conjunct[];
}

/** How well an index would do, before the work of making the plan. */
export interface Weighed {
  index: Index;
  used: FieldBounds[];
  order: Order | undefined;
  score: number;
}

/** Every index can answer every question; the score says how well. */
export function weigh(question: Question, index: Index): Weighed {
  const used = usedBounds(fieldBounds(question, index));
  const order = orderFrom(index, used, question.sort);
  return { index, used, order, score: score(index, used, question.sort.length > 0 && order !== undefined) };
}

/** Finding one document by all fields of a unique index cannot be done better. */
export const unbeatable = 100;

/** So many documents are quicker fetched and sorted than found along another index. */
const fewDocuments = 500;

export function indexPlan(question: Question, { index, used, order }: Weighed): Plan {
  const covered = new Set(used.flatMap((one) => one.covers));
  const exact = question.complete && question.conjuncts.every((one) => one.derived || covered.has(one));
  return {
    collection: question.collection,
    index: index.name === '_id_' ? undefined : index,
    scan: false,
    groups: buildGroups(index, used, order?.fixed ?? 0, order?.reverse ?? false),
    residual: exact ? undefined : question.filter,
    repeats: index.arrays.some(Boolean),
    sort: order ? [] : question.sort,
    reverse: order?.reverse ?? false,
  };
}

/** A sort that comes for free is worth more than one more bound; a few documents by their unique key beat both. */
function score(index: Index, used: readonly FieldBounds[], sorted: boolean): number {
  const points = used.filter(isPoints).length;
  const whole = index.unique && points === index.fields.length;
  const documents = used.reduce((product, { intervals }) => product * intervals.length, 1);
  const named = whole ? (documents <= 1 ? unbeatable : documents <= fewDocuments ? 50 : 0) : 0;
  return named + points * 10 + (used.length > points ? 4 : 0) + (sorted ? 15 : 0);
}

/**
 * Bounds of every field. Where documents have several keys, two conditions on one field may be met by two elements,
 * so only one of them bounds; and of two fields below one array only the first is bounded.
 */
function fieldBounds(question: Question, index: Index): (FieldBounds | undefined)[] {
  const arrayRoots = new Set<string>();
  return index.fields.map((field, i) => {
    const tests = question.conjuncts.filter((one) => one.field === field.name);
    if (!index.arrays[i]) return combined(tests, index.limit);
    const root = field.path[0] ?? '';
    const best = arrayRoots.has(root) ? undefined : tightest(tests, index.limit);
    if (best) arrayRoots.add(root);
    return best;
  });
}

function combined(tests: Conjunct[], limit: number): FieldBounds | undefined {
  const found = tests.flatMap((one) => single(one, limit) ?? []);
  if (found.length === 0) return undefined;
  return found.reduce((a, b) => ({
    intervals: intersect(a.intervals, b.intervals),
    covers: [...a.covers, ...b.covers],
  }));
}

function tightest(tests: Conjunct[], limit: number): FieldBounds | undefined {
  const found = tests.flatMap((one) => single(one, limit) ?? []);
  return found.sort((a, b) => Number(isPoints(b)) - Number(isPoints(a)) || a.intervals.length - b.intervals.length)[0];
}

function single(conjunct: Conjunct, limit: number): FieldBounds | undefined {
  const bounds = boundsOf(conjunct.test, limit);
  return bounds && { intervals: bounds.intervals, covers: bounds.exact ? [conjunct] : [] };
}

export const isPoints = (bounds: { intervals: Interval[] }) => bounds.intervals.every((interval) => interval.point);

/** Leading points, then at most one field of ranges. */
function usedBounds(bounds: (FieldBounds | undefined)[]): FieldBounds[] {
  const used: FieldBounds[] = [];
  let ranges = 1;
  for (const one of bounds) {
    if (!one) break;
    ranges *= one.intervals.length;
    if (ranges > maxRanges) break;
    used.push(one);
    if (!isPoints(one)) break;
  }
  return used;
}

/** Key prefixes of all combinations of points; those that agree in the first `fixed` fields form a group. */
function buildGroups(index: Index, used: FieldBounds[], fixed: number, reverse: boolean): RangeGroup[] {
  let prefixes = [{ bytes: index.prefix, group: index.prefix }];
  let ends: Interval[] | undefined;
  used.forEach((one, i) => {
    const intervals = index.fields[i]?.descending ? one.intervals.map(descending) : one.intervals;
    if (!isPoints(one)) ends = intervals;
    else
      prefixes = prefixes.flatMap(({ bytes, group }) =>
        intervals.map(({ start }) => {
          const longer = Buffer.concat([bytes, start]);
          return { bytes: longer, group: i < fixed ? longer : group };
        }),
      );
  });
  const single = index.unique && used.length === index.fields.length && !ends;
  const groups = new Map<string, RangeGroup>();
  for (const { bytes, group } of prefixes) {
    const name = group.toString('latin1');
    const known = groups.get(name) ?? { prefixLength: group.length, ranges: [] };
    known.ranges.push(...rangesUnder(bytes, ends, reverse, single));
    groups.set(name, known);
  }
  for (const { ranges } of groups.values()) ranges.sort((a, b) => (reverse ? -1 : 1) * compareBytes(a.start, b.start));
  return [...groups.values()];
}

function rangesUnder(prefix: Buffer, ends: Interval[] | undefined, reverse: boolean, single: boolean): KeyRange[] {
  if (!ends) return [{ start: prefix, end: successor(prefix), reverse, ...(single ? { only: prefix } : {}) }];
  return ends.map(({ start, end }) => ({
    start: Buffer.concat([prefix, start]),
    end: Buffer.concat([prefix, end]),
    reverse,
  }));
}

import { compare } from '../bson/compare.ts';
import { isNumber, toNumber } from '../bson/numbers.ts';
import { rank, rankOf } from '../bson/values.ts';
import type { Filter, Test } from '../query/filter.ts';

/** One condition every result must meet. A derived one follows from another and never replaces it. */
export interface Conjunct {
  field: string;
  test: Test;
  derived: boolean;
}

/** What must hold at the same time; `complete` says that this is the whole filter. */
export function conjunctsOf(filter: Filter): { conjuncts: Conjunct[]; complete: boolean } {
  const conjuncts: Conjunct[] = [];
  const complete = collect(filter, '', false, conjuncts);
  return { conjuncts, complete };
}

function collect(filter: Filter, under: string, derived: boolean, out: Conjunct[]): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.map((part) => collect(part, under, derived, out)).every(Boolean);
    case 'field':
      return onField(under + filter.path.join('.'), filter.test, derived, out);
    case 'or':
      for (const { field, test } of hull(filter.of)) out.push({ field: under + field, test, derived: true });
      return false;
    default:
      return false;
  }
}

/**
 * What all branches have in common: if each keeps a field below some value, the highest of these bounds it. That is
 * how `{$or: [{at: {$lt: t}}, {at: t, _id: {$lt: id}}]}`, the next page of a list, starts at its place in the index.
 */
function hull(branches: readonly Filter[]): { field: string; test: Test }[] {
  const [first = [], ...others] = branches.map((branch) => conjunctsOf(branch).conjuncts);
  const fields = new Set(first.map(({ field }) => field));
  return [...fields].flatMap((field) =>
    (['lte', 'gte'] as const).flatMap((op) => {
      const ends = [first, ...others].map((conjuncts) => endOf(conjuncts, field, op));
      const furthest = ends.reduce((a, b) =>
        a && b && rankOf(a.value) === rankOf(b.value) ? further(a, b, op) : undefined,
      );
      return furthest ? [{ field, test: { kind: 'compare', op, value: furthest.value } as const }] : [];
    }),
  );
}

type End = { value: unknown };

function endOf(conjuncts: readonly Conjunct[], field: string, op: 'lte' | 'gte'): End | undefined {
  for (const { field: own, test } of conjuncts) {
    if (own !== field) continue;
    if (test.kind === 'eq' && comparable(test.value)) return test;
    if (test.kind === 'compare' && comparable(test.value) && test.op.startsWith(op.slice(0, 2))) return test;
  }
  return undefined;
}

/** Types whose ranges need no exceptions. */
const comparable = (value: unknown) =>
  [rank.string, rank.date, rank.objectId, rank.bool].some((type) => type === rankOf(value)) ||
  (isNumber(value) && !Number.isNaN(toNumber(value)));

const further = (a: End, b: End, op: 'lte' | 'gte'): End => (compare(a.value, b.value) < 0 === (op === 'lte') ? b : a);

function onField(field: string, test: Test, derived: boolean, out: Conjunct[]): boolean {
  if (test.kind === 'every') return test.tests.map((part) => onField(field, part, derived, out)).every(Boolean);
  if (test.kind === 'elemMatch') collect(test.filter, `${field}.`, true, out);
  if (test.kind === 'elemTests') for (const part of test.tests) onField(field, part, true, out);
  out.push({ field, test, derived });
  return true;
}

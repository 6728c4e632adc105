import { compare } from '../bson/compare.ts';
import { isNumber, toNumber } from '../bson/numbers.ts';
import { rank, rankOf } from '../bson/values.ts';
import type { Index } from '../data/collection.ts';
import type { Filter, Test } from '../query/filter.ts';
import { matches } from '../query/match.ts';
import { type Conjunct, conjunctsOf } from './conjuncts.ts';

/** Whether an index holds every document the conditions can match: a partial or sparse one leaves documents out. */
export function holdsAll(index: Index, conjuncts: readonly Conjunct[]): boolean {
  if (index.partial && !implies(conjuncts, index.partial.filter)) return false;
  return (
    !index.sparse ||
    index.fields.some(({ name }) => conjuncts.some((one) => one.field === name && needsValue(one.test)))
  );
}

function implies(conjuncts: readonly Conjunct[], filter: Filter): boolean {
  const needed = conjunctsOf(filter);
  if (!needed.complete) return false;
  return needed.conjuncts.every(
    ({ field, test, derived }) =>
      derived || conjuncts.some((one) => !one.derived && one.field === field && stronger(one.test, test)),
  );
}

/** A test that a missing field cannot pass. */
function needsValue(test: Test): boolean {
  switch (test.kind) {
    case 'eq':
      return rankOf(test.value) !== rank.null;
    case 'in':
      return test.values.every((value) => rankOf(value) !== rank.null);
    case 'compare':
      return ![rank.null, rank.minKey, rank.maxKey].some((type) => type === rankOf(test.value));
    case 'not':
      return false;
    case 'every':
      return test.tests.some(needsValue);
    case 'type':
      return test.types.every((type) => type.rank !== rank.null);
    default:
      return true;
  }
}

/** Whether whatever passes `has` also passes `needs`. */
function stronger(has: Test, needs: Test): boolean {
  if (needs.kind === 'exists') return needsValue(has);
  switch (has.kind) {
    case 'eq':
      return passes(has.value, needs);
    case 'in':
      return has.patterns.length === 0 && has.values.every((value) => passes(value, needs));
    case 'compare':
      return needs.kind === 'compare' && narrower(has, needs);
    default:
      return false;
  }
}

/** An array is not asked: its elements would each have to pass. */
const passes = (value: unknown, test: Test): boolean =>
  rankOf(value) !== rank.array && matches({ kind: 'field', path: ['v'], test }, { v: value });

type Comparison = Extract<Test, { kind: 'compare' }>;

function narrower(has: Comparison, needs: Comparison): boolean {
  const up = (op: Comparison['op']) => op === 'gt' || op === 'gte';
  if (up(has.op) !== up(needs.op) || rankOf(has.value) !== rankOf(needs.value)) return false;
  if (isNumber(has.value) && Number.isNaN(toNumber(has.value))) return false;
  const order = compare(has.value, needs.value);
  if (order === 0) return has.op === needs.op || needs.op === 'gte' || needs.op === 'lte';
  return up(has.op) ? order > 0 : order < 0;
}

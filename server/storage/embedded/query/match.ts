import { compare, regexParts } from '../bson/compare.ts';
import { exact, isNumber, kindOf } from '../bson/numbers.ts';
import { type Doc, isDoc, rank, rankOf } from '../bson/values.ts';
import type { Filter, Pattern, Test, TypeTest } from './filter.ts';
import { isRegex } from './pattern.ts';
import { type Hit, reaches } from './walk.ts';

/** Whether a document satisfies a filter. `hit` receives the array position the last array condition matched at. */
export function matches(filter: Filter, doc: Doc, hit?: Hit): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.every((part) => matches(part, doc, hit));
    case 'or':
      return filter.of.some((part) => matches(part, doc, hit));
    case 'nor':
      return !filter.of.some((part) => matches(part, doc));
    case 'field':
      return onPath(filter.path, filter.test, doc, hit);
  }
}

function onPath(path: readonly string[], test: Test, doc: Doc, hit?: Hit): boolean {
  switch (test.kind) {
    case 'not':
      return !onPath(path, test.test, doc);
    case 'every':
      return test.tests.every((part) => onPath(path, part, doc, hit));
    case 'size':
    case 'elemMatch':
    case 'elemTests':
      return reaches(doc, path, 'whole', (value) => Array.isArray(value) && onArray(test, value, hit), undefined);
    default:
      return reaches(doc, path, 'each', (value) => holds(test, value), hit);
  }
}

type ArrayTest = Extract<Test, { kind: 'size' | 'elemMatch' | 'elemTests' }>;

function onArray(test: ArrayTest, array: unknown[], hit?: Hit): boolean {
  if (test.kind === 'size') return array.length === test.size;
  const index = array.findIndex((element) =>
    test.kind === 'elemMatch'
      ? matchesElement(test.filter, element)
      : test.tests.every((part) => passes(part, element)),
  );
  if (index >= 0 && hit) hit.index = index;
  return index >= 0;
}

/** An array inside an array is looked at as a document whose fields are its positions. */
export function matchesElement(filter: Filter, element: unknown): boolean {
  if (Array.isArray(element)) return matches(filter, { ...element } as unknown as Doc);
  return isDoc(element) && matches(filter, element);
}

/** Inside `$elemMatch: {$gt: 1}` an element is a value, not a path: an inner array is not opened. */
export function passes(test: Test, element: unknown): boolean {
  switch (test.kind) {
    case 'not':
      return !passes(test.test, element);
    case 'every':
      return test.tests.every((part) => passes(part, element));
    case 'size':
    case 'elemMatch':
    case 'elemTests':
      return Array.isArray(element) && onArray(test, element);
    default:
      return holds(test, element);
  }
}

type ValueTest = Exclude<Test, ArrayTest | { kind: 'not' | 'every' }>;

function holds(test: ValueTest, value: unknown): boolean {
  switch (test.kind) {
    case 'eq':
      return same(value, test.value);
    case 'compare':
      return compares(test.op, value, test.value);
    case 'in':
      return test.values.some((wanted) => same(value, wanted)) || test.patterns.some((p) => fits(p, value));
    case 'regex':
      return fits(test.pattern, value);
    case 'exists':
      return value !== undefined;
    case 'type':
      return value !== undefined && test.types.some((type) => hasType(value, type));
    case 'mod':
      return remainder(value, test.divisor) === test.remainder;
  }
}

const same = (value: unknown, wanted: unknown) => value === wanted || compare(value, wanted) === 0;

/** Only values of one type compare, except with MinKey and MaxKey; NaN is neither above nor below any number. */
function compares(op: 'gt' | 'gte' | 'lt' | 'lte', value: unknown, bound: unknown): boolean {
  const type = rankOf(bound);
  const order = compare(value, bound);
  if (order === 0) return op === 'gte' || op === 'lte';
  const sameType = rankOf(value) === type;
  if (!sameType && type !== rank.minKey && type !== rank.maxKey) return false;
  if (sameType && (isNan(value) || isNan(bound))) return false;
  return op === 'gt' || op === 'gte' ? order > 0 : order < 0;
}

const isNan = (value: unknown) => isNumber(value) && Number.isNaN(exact(value));

function fits(pattern: Pattern, value: unknown): boolean {
  if (typeof value === 'string') return pattern.compiled.test(value);
  if (!isRegex(value)) return false;
  const [source, flags] = regexParts(value);
  return source === pattern.source && flags === pattern.flags;
}

const hasType = (value: unknown, type: TypeTest) =>
  rankOf(value) === type.rank && (type.number === undefined || (isNumber(value) && kindOf(value) === type.number));

function remainder(value: unknown, divisor: number): number | undefined {
  if (!isNumber(value)) return undefined;
  const number = exact(value);
  if (typeof number === 'bigint') return Number(number % BigInt(divisor));
  return Number.isFinite(number) ? Math.trunc(number) % divisor : undefined;
}

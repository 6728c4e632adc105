import { compare, equal } from '../bson/compare.ts';
import { isNumber, toNumber } from '../bson/numbers.ts';
import { type Doc, isDoc, rankOf } from '../bson/values.ts';
import { badValue, failedToParse, StoreError } from '../errors.ts';
import { compareBytes } from '../keys/bytes.ts';
import { matchesElement, passes } from '../query/match.ts';
import { parseFilter } from '../query/parse.ts';
import { isOperators, parseTests } from '../query/parseTests.ts';
import { isRegex, patternOf } from '../query/pattern.ts';
import { parseSort, sortKey } from '../query/sortKey.ts';

/** All of these answer the new array and leave the old one alone; a missing array is an empty one. */
type ArrayOperator = (current: unknown, argument: unknown, field: string) => unknown[];

export const push: ArrayOperator = (current, argument, field) => {
  const array = arrayAt(current, field);
  if (!isDoc(argument) || !('$each' in argument)) return [...array, argument];
  const unknown = Object.keys(argument).find((name) => !['$each', '$slice', '$position', '$sort'].includes(name));
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  const at = positionIn(array, argument.$position);
  const longer = [...array.slice(0, at), ...each(argument), ...array.slice(at)];
  return sliced(sorted(longer, argument.$sort), argument.$slice);
};

export const addToSet: ArrayOperator = (current, argument, field) => {
  const array = [...arrayAt(current, field)];
  const values = isDoc(argument) && '$each' in argument ? each(argument) : [argument];
  for (const value of values) if (!array.some((known) => equal(known, value))) array.push(value);
  return array;
};

export const pop: ArrayOperator = (current, argument, field) => {
  const end = toNumber(argument);
  if (end !== 1 && end !== -1) throw failedToParse('$pop expects 1 or -1');
  if (current !== undefined && !Array.isArray(current))
    throw new StoreError(14, `Path '${field}' contains an element of non-array type`);
  return end === 1 ? (current ?? []).slice(0, -1) : (current ?? []).slice(1);
};

export const pull: ArrayOperator = (current, argument) => {
  const doomed = pullTest(argument);
  return arrayToPull('$pull', current).filter((element) => !doomed(element));
};

export const pullAll: ArrayOperator = (current, argument) => {
  if (!Array.isArray(argument)) throw badValue('$pullAll requires an array argument');
  return arrayToPull('$pullAll', current).filter((element) => !argument.some((value) => equal(value, element)));
};

/** `$pull` takes a condition on the element, a filter on its fields, or a value. */
function pullTest(argument: unknown): (element: unknown) => boolean {
  if (isRegex(argument)) {
    const pattern = patternOf(argument);
    return (element) => passes({ kind: 'regex', pattern }, element);
  }
  if (!isDoc(argument)) return (element) => equal(element, argument);
  if (isOperators(argument)) {
    const tests = parseTests(argument, parseFilter);
    return (element) => tests.every((test) => passes(test, element));
  }
  const filter = parseFilter(argument);
  return (element) => matchesElement(filter, element);
}

function arrayAt(current: unknown, field: string): unknown[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw badValue(`The field '${field}' must be an array but is of another type`);
}

function arrayToPull(operator: string, current: unknown): unknown[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw badValue(`Cannot apply ${operator} to a non-array value`);
}

function each(argument: Doc): unknown[] {
  if (Array.isArray(argument.$each)) return argument.$each;
  throw badValue('The argument to $each must be an array');
}

function positionIn(array: unknown[], position: unknown): number {
  if (position === undefined) return array.length;
  const at = whole('$position', position);
  return at < 0 ? Math.max(0, array.length + at) : Math.min(at, array.length);
}

function sliced(array: unknown[], slice: unknown): unknown[] {
  if (slice === undefined) return array;
  const count = whole('$slice', slice);
  if (count === 0) return [];
  return count < 0 ? array.slice(count) : array.slice(0, count);
}

function whole(name: string, value: unknown): number {
  const number = toNumber(value);
  if (!Number.isInteger(number)) throw badValue(`The value for ${name} must be an integer value`);
  return number;
}

/** By a direction for values, or by a sort document for documents. */
function sorted(array: unknown[], spec: unknown): unknown[] {
  if (spec === undefined) return array;
  if (isNumber(spec)) {
    const sign = toNumber(spec);
    if (sign !== 1 && sign !== -1) throw badValue('The $sort element value must be either 1 or -1');
    return [...array].sort((a, b) => sign * compare(a, b));
  }
  const fields = parseSort(spec);
  const keyed = array.map((element) => ({ element, key: sortKey(isDoc(element) ? element : {}, fields) }));
  return keyed
    .sort((a, b) => rankOf(a.element) - rankOf(b.element) || compareBytes(a.key, b.key))
    .map(({ element }) => element);
}

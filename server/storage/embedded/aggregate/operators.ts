import { Double, Int32 } from 'bson';
import { compare, equal } from '../bson/compare.ts';
import { arithmetic, type BsonNumber, exact, isNumber, toNumber } from '../bson/numbers.ts';
import { isDoc, rank, rankOf } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';
import { dateOperators } from './dates.ts';
import type { Expression, Scope } from './expression.ts';

type Compile = (spec: unknown) => Expression;
export type Operator = (argument: unknown, compile: Compile) => Expression;

const isNothing = (value: unknown) => value === undefined || value === null;

export const truthy = (value: unknown): boolean =>
  isNumber(value) ? toNumber(value) !== 0 : value !== false && !isNothing(value);

/** An operator on a fixed number of values; a single one may stand without its array. */
function plain(count: number | 'any', run: (values: unknown[], scope: Scope) => unknown): Operator {
  return (argument, compile) => {
    const list = Array.isArray(argument) ? argument : [argument];
    if (count !== 'any' && list.length !== count)
      throw new StoreError(16020, `Expression takes exactly ${count} arguments. ${list.length} were passed in.`);
    const parts = list.map(compile);
    return (scope) =>
      run(
        parts.map((part) => part(scope)),
        scope,
      );
  };
}

/** Null as soon as one value is missing. */
const strict = (count: number | 'any', run: (values: unknown[]) => unknown): Operator =>
  plain(count, (values) => (values.some(isNothing) ? null : run(values)));

const comparison = (test: (order: number) => boolean): Operator =>
  plain(2, ([a, b]) => test(missingLowest(a, b) || compare(a, b)));

/** In expressions a missing field is below null. */
const missingLowest = (a: unknown, b: unknown) =>
  rankOf(a) === rank.null && rankOf(b) === rank.null ? Number(a !== undefined) - Number(b !== undefined) : 0;

function numbers(values: unknown[]): BsonNumber[] {
  const wrong = values.find((value) => !isNumber(value));
  if (wrong !== undefined) throw new StoreError(14, 'Arithmetic takes numbers and dates only');
  return values as BsonNumber[];
}

const fold = (op: 'add' | 'multiply', start: number): Operator =>
  strict('any', (values) =>
    numbers(values).reduce<BsonNumber>((a, b) => checked(arithmetic(op, a, b)), new Int32(start)),
  );

function checked<T>(value: T | undefined): T {
  if (value === undefined) throw badValue('long overflow');
  return value;
}

function subtract(values: unknown[]): unknown {
  const [a, b] = values;
  if (a instanceof Date)
    return b instanceof Date ? new Double(a.getTime() - b.getTime()) : new Date(a.getTime() - toNumber(b));
  const [x, y] = numbers(values);
  if (x === undefined || y === undefined) return null;
  return checked(arithmetic('add', x, checked(arithmetic('multiply', y, new Int32(-1)))));
}

function add(values: unknown[]): unknown {
  const date = values.find((value) => value instanceof Date);
  if (!(date instanceof Date))
    return numbers(values).reduce<BsonNumber>((a, b) => checked(arithmetic('add', a, b)), new Int32(0));
  return new Date(
    date.getTime() + values.filter((value) => value !== date).reduce<number>((sum, value) => sum + toNumber(value), 0),
  );
}

const whole = (round: (x: number) => number): Operator =>
  strict(1, (values) => {
    const [x = 0] = numbers(values);
    const value = exact(x);
    return typeof value === 'bigint' ? x : x instanceof Double ? new Double(round(value)) : new Int32(round(value));
  });

function cond(argument: unknown, compile: Compile): Expression {
  const parts = Array.isArray(argument) ? argument : isDoc(argument) ? [argument.if, argument.then, argument.else] : [];
  if (parts.length !== 3) throw badValue('$cond takes three arguments');
  const [test, yes, no] = parts.map(compile);
  return (scope) => (truthy(test?.(scope)) ? yes?.(scope) : no?.(scope));
}

function switchOn(argument: unknown, compile: Compile): Expression {
  const { branches, default: otherwise } = argument as {
    branches: { case: unknown; then: unknown }[];
    default?: unknown;
  };
  if (!Array.isArray(branches)) throw badValue('$switch takes branches');
  const cases = branches.map((branch) => ({ test: compile(branch.case), value: compile(branch.then) }));
  const last = compile(otherwise);
  return (scope) => (cases.find(({ test }) => truthy(test(scope)))?.value ?? last)(scope);
}

function each(kind: 'filter' | 'map'): Operator {
  return (argument, compile) => {
    if (!isDoc(argument)) throw badValue(`$${kind} takes a document`);
    const input = compile(argument.input);
    const body = compile(kind === 'map' ? argument.in : argument.cond);
    const name = String(argument.as ?? 'this');
    return (scope) => {
      const list = input(scope);
      if (!Array.isArray(list)) return null;
      const run = (value: unknown) => body({ ...scope, variables: { ...scope.variables, [name]: value } });
      return kind === 'map' ? list.map((value) => run(value) ?? null) : list.filter((value) => truthy(run(value)));
    };
  };
}

const text = (value: unknown) =>
  isNothing(value)
    ? ''
    : isNumber(value)
      ? String(exact(value))
      : value instanceof Date
        ? value.toISOString()
        : String(value);

const extreme = (sign: number): Operator =>
  plain('any', (values) => {
    const list = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    return (
      list
        .filter((value) => !isNothing(value))
        .reduce(
          (best: unknown, value: unknown) => (best === undefined || sign * compare(value, best) > 0 ? value : best),
          undefined,
        ) ?? null
    );
  });

const table: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: plain('any', (values) => values.every(truthy)),
  $or: plain('any', (values) => values.some(truthy)),
  $not: plain(1, ([value]) => !truthy(value)),
  $cond: cond,
  $switch: switchOn,
  $ifNull: plain('any', (values) => values.find((value) => !isNothing(value)) ?? values.at(-1)),
  $add: strict('any', add),
  $subtract: strict(2, subtract),
  $multiply: fold('multiply', 1),
  $divide: strict(2, (values) => {
    const [a = 0, b = 1] = numbers(values).map(toNumber);
    if (b === 0) throw badValue("can't $divide by zero");
    return new Double(a / b);
  }),
  $mod: strict(2, (values) => {
    const [a = 0, b = 1] = numbers(values).map(toNumber);
    if (b === 0) throw badValue("can't $mod by zero");
    return a % b;
  }),
  $abs: whole(Math.abs),
  $floor: whole(Math.floor),
  $ceil: whole(Math.ceil),
  $trunc: whole(Math.trunc),
  $concat: strict('any', (values) => values.map(String).join('')),
  $toLower: plain(1, ([value]) => text(value).toLowerCase()),
  $toUpper: plain(1, ([value]) => text(value).toUpperCase()),
  $toString: plain(1, ([value]) => (isNothing(value) ? null : text(value))),
  $size: plain(1, ([value]) => {
    if (!Array.isArray(value)) throw new StoreError(17124, 'The argument to $size must be an array');
    return new Int32(value.length);
  }),
  $in: plain(2, ([value, list]) => {
    if (!Array.isArray(list)) throw new StoreError(40081, '$in requires an array as a second argument');
    return list.some((one) => equal(one, value));
  }),
  $arrayElemAt: plain(2, ([list, index]) => (Array.isArray(list) ? list.at(toNumber(index)) : null)),
  $first: plain(1, ([list]) => (Array.isArray(list) ? list[0] : null)),
  $last: plain(1, ([list]) => (Array.isArray(list) ? list.at(-1) : null)),
  $isArray: plain(1, ([value]) => Array.isArray(value)),
  $concatArrays: strict('any', (values) => values.flat()),
  $setUnion: strict('any', (values) =>
    (values as unknown[][]).flat().filter((value, i, all) => all.findIndex((other) => equal(other, value)) === i),
  ),
  $max: extreme(1),
  $min: extreme(-1),
  $filter: each('filter'),
  $map: each('map'),
  $sum: plain('any', (values) => sum(values.length === 1 && Array.isArray(values[0]) ? values[0] : values)),
  ...dateOperators(strict),
};

/** Adds what is a number and leaves out the rest. */
export const sum = (values: unknown[]): BsonNumber =>
  values
    .filter(isNumber)
    .reduce<BsonNumber>(
      (a, b) => arithmetic('add', a, b) ?? new Double(Number(exact(a)) + Number(exact(b))),
      new Int32(0),
    );

export function operatorNamed(name: string): Operator {
  const operator = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!operator) throw new StoreError(168, `Unrecognized expression '${name}'`);
  return operator;
}

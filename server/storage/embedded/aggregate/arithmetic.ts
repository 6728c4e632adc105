import { Double, Int32 } from 'bson';
import { arithmetic, type BsonNumber, exact, isNumber, toNumber } from '../bson/numbers.ts';
import { badValue, StoreError } from '../errors.ts';
import { type Operator, plain, strict } from './evaluation.ts';

function numbers(values: unknown[]): BsonNumber[] {
  if (!values.every(isNumber)) throw new StoreError(14, 'Arithmetic takes numbers and dates only');
  return values;
}

function checked<T>(value: T | undefined): T {
  if (value === undefined) throw badValue('long overflow');
  return value;
}

const fold = (op: 'add' | 'multiply', values: unknown[], start: number): BsonNumber =>
  numbers(values).reduce<BsonNumber>((a, b) => checked(arithmetic(op, a, b)), new Int32(start));

/** A date and milliseconds make a date. */
function add(values: unknown[]): unknown {
  const date = values.find((value) => value instanceof Date);
  if (!(date instanceof Date)) return fold('add', values, 0);
  const others = numbers(values.filter((value) => value !== date)).map(toNumber);
  return new Date(others.reduce((sum, value) => sum + value, date.getTime()));
}

/** Two dates make milliseconds. */
function subtract([a, b]: unknown[]): unknown {
  if (a instanceof Date && b instanceof Date) return new Double(a.getTime() - b.getTime());
  if (a instanceof Date) return new Date(a.getTime() - toNumber(b));
  const [x = 0, y = 0] = numbers([a, b]);
  return checked(arithmetic('add', x, checked(arithmetic('multiply', y, new Int32(-1)))));
}

const quotient = (name: string, run: (a: number, b: number) => unknown): Operator =>
  strict(2, (values) => {
    const [a = 0, b = 0] = numbers(values).map(toNumber);
    if (b === 0) throw badValue(`can't ${name} by zero`);
    return run(a, b);
  });

const whole = (round: (x: number) => number): Operator =>
  strict(1, (values) => {
    const [x = 0] = numbers(values);
    const value = exact(x);
    if (typeof value === 'bigint') return x;
    return x instanceof Double ? new Double(round(value)) : new Int32(round(value));
  });

/** Adds what is a number and leaves out the rest. */
export const sum = (values: unknown[]): BsonNumber =>
  values
    .filter(isNumber)
    .reduce<BsonNumber>((a, b) => arithmetic('add', a, b) ?? new Double(toNumber(a) + toNumber(b)), new Int32(0));

export const arithmeticOperators: Record<string, Operator> = {
  $add: strict('any', add),
  $subtract: strict(2, subtract),
  $multiply: strict('any', (values) => fold('multiply', values, 1)),
  $divide: quotient('$divide', (a, b) => new Double(a / b)),
  $mod: quotient('$mod', (a, b) => a % b),
  $abs: whole(Math.abs),
  $floor: whole(Math.floor),
  $ceil: whole(Math.ceil),
  $trunc: whole(Math.trunc),
  $sum: plain('any', (values) => sum(values.length === 1 && Array.isArray(values[0]) ? values[0] : values)),
};

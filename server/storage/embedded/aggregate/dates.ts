import { Double, Int32 } from 'bson';
import { isDoc } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';
import { type Operator, strict } from './evaluation.ts';

function date(value: unknown): Date {
  if (!(value instanceof Date)) throw new StoreError(16006, "can't convert from another BSON type to Date");
  return value;
}

const part = (read: (value: Date) => number): Operator => strict(1, ([value]) => new Int32(read(date(value))));

const units: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** UTC only: a time zone changes with political decisions, and the reports bring their own bounds. */
const dateTrunc: Operator = (argument, compile) => {
  if (!isDoc(argument)) throw badValue('$dateTrunc takes a document');
  const other = Object.keys(argument).find((name) => name !== 'date' && name !== 'unit');
  if (other) throw badValue(`The embedded store does not support $dateTrunc with ${other}`);
  const size = units[String(argument.unit)];
  if (!size)
    throw badValue(`The embedded store truncates dates to second, minute, hour or day, not ${String(argument.unit)}`);
  const input = compile(argument.date);
  return (scope) => {
    const value = input(scope);
    return value === undefined || value === null ? null : new Date(Math.floor(date(value).getTime() / size) * size);
  };
};

/** Dates are read in UTC. */
export const dateOperators: Record<string, Operator> = {
  $year: part((value) => value.getUTCFullYear()),
  $month: part((value) => value.getUTCMonth() + 1),
  $dayOfMonth: part((value) => value.getUTCDate()),
  $dayOfWeek: part((value) => value.getUTCDay() + 1),
  $hour: part((value) => value.getUTCHours()),
  $minute: part((value) => value.getUTCMinutes()),
  $toLong: strict(1, ([value]) => (value instanceof Date ? new Double(value.getTime()) : value)),
  $dateTrunc: dateTrunc,
};

import { exact, isNumber } from '../bson/numbers.ts';
import { StoreError } from '../errors.ts';
import { arithmeticOperators } from './arithmetic.ts';
import { dateOperators } from './dates.ts';
import { isNothing, type Operator, plain, strict } from './evaluation.ts';
import { listOperators } from './lists.ts';
import { logicOperators } from './logic.ts';

function text(value: unknown): string {
  if (isNothing(value)) return '';
  if (isNumber(value)) return String(exact(value));
  return value instanceof Date ? value.toISOString() : String(value);
}

const textOperators: Record<string, Operator> = {
  $concat: strict('any', (values) => values.map(String).join('')),
  $toLower: plain(1, ([value]) => text(value).toLowerCase()),
  $toUpper: plain(1, ([value]) => text(value).toUpperCase()),
  $toString: strict(1, ([value]) => text(value)),
};

const table = { ...arithmeticOperators, ...logicOperators, ...listOperators, ...textOperators, ...dateOperators };

/** An operator of an expression; unknown ones are refused (168). */
export function operatorNamed(name: string): Operator {
  const operator = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!operator) throw new StoreError(168, `Unrecognized expression '${name}'`);
  return operator;
}

import { Int32 } from 'bson';
import { compare, equal } from '../bson/compare.ts';
import { toNumber } from '../bson/numbers.ts';
import { isDoc } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';
import { isNothing, type Operator, plain, strict, truthy } from './evaluation.ts';

/** `$filter` and `$map`: an expression evaluated for each element, under a name. */
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

const extreme = (sign: number): Operator =>
  plain('any', (values) => {
    const list: unknown[] = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    const present = list.filter((value) => !isNothing(value));
    return present.length === 0
      ? null
      : present.reduce((best, value) => (sign * compare(value, best) > 0 ? value : best));
  });

const distinct = (values: unknown[]) =>
  values.filter((value, i) => values.findIndex((other) => equal(other, value)) === i);

function lists(values: unknown[]): unknown[][] {
  return values.map((value) => {
    if (!Array.isArray(value)) throw badValue('only arrays can be joined');
    return value;
  });
}

export const listOperators: Record<string, Operator> = {
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
  $concatArrays: strict('any', (values) => lists(values).flat()),
  $setUnion: strict('any', (values) => distinct(lists(values).flat())),
  $max: extreme(1),
  $min: extreme(-1),
  $filter: each('filter'),
  $map: each('map'),
};

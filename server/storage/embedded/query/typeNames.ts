import { isNumber, toNumber } from '../bson/numbers.ts';
import { rank } from '../bson/values.ts';
import { badValue } from '../errors.ts';
import type { TypeTest } from './filter.ts';

const byName: Record<string, TypeTest> = {
  double: { rank: rank.number, number: 'double' },
  string: { rank: rank.string },
  object: { rank: rank.object },
  array: { rank: rank.array },
  binData: { rank: rank.binary },
  objectId: { rank: rank.objectId },
  bool: { rank: rank.bool },
  date: { rank: rank.date },
  null: { rank: rank.null },
  regex: { rank: rank.regex },
  int: { rank: rank.number, number: 'int' },
  timestamp: { rank: rank.timestamp },
  long: { rank: rank.number, number: 'long' },
  number: { rank: rank.number },
  minKey: { rank: rank.minKey },
  maxKey: { rank: rank.maxKey },
};

/** BSON's type numbers, as `$type: 2` uses them. */
const byNumber: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  [-1]: 'minKey',
  127: 'maxKey',
};

/** The argument of `$type`: a name, a number, or an array of them. */
export function parseTypes(value: unknown): TypeTest[] {
  const wanted = Array.isArray(value) ? value : [value];
  if (wanted.length === 0) throw badValue('$type must match at least one type');
  return wanted.map((one) => {
    const name = isNumber(one) ? byNumber[toNumber(one)] : one;
    const test = typeof name === 'string' && Object.hasOwn(byName, name) ? byName[name] : undefined;
    if (!test) throw badValue(`Unknown type name alias or code: ${String(one)}`);
    return test;
  });
}

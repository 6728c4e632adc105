import { isNumber } from '../bson/numbers.ts';
import { rank, rankOf } from '../bson/values.ts';
import { successor } from '../keys/bytes.ts';
import { component } from '../keys/component.ts';
import { encodeValue } from '../keys/encode.ts';
import type { Test } from '../query/filter.ts';
import { literalPrefix } from '../query/pattern.ts';
import { beginningWith, type Interval, pointAt, union } from './interval.ts';

/** Where a condition's keys lie in an index; `exact` when every key in there meets it. */
export interface Bounds {
  intervals: Interval[];
  exact: boolean;
}

/** The bounds a test gives, or nothing when the index cannot tell. `limit` is where the index cuts a field. */
export function boundsOf(test: Test, limit: number): Bounds | undefined {
  switch (test.kind) {
    case 'eq':
      return points([test.value], limit);
    case 'in':
      return test.patterns.length > 0 ? undefined : points(test.values, limit);
    case 'compare':
      return comparison(test.op, test.value, limit);
    case 'regex':
      return regex(literalPrefix(test.pattern), limit);
    default:
      return undefined;
  }
}

function points(values: unknown[], limit: number): Bounds | undefined {
  if (values.some((value) => rankOf(value) === rank.array || rankOf(value) === rank.regex)) return undefined;
  let exact = true;
  const intervals = values.map((value) => {
    const { bytes, cut } = component(encodeValue(value), limit, false);
    if (cut || rankOf(value) === rank.null) exact = false;
    return pointAt(bytes);
  });
  return { intervals: union(intervals), exact };
}

const nan = encodeValue(Number.NaN);

/** Ranges stay inside the type of their bound. */
function comparison(op: 'gt' | 'gte' | 'lt' | 'lte', value: unknown, limit: number): Bounds | undefined {
  const type = rankOf(value);
  if (type === rank.null || type === rank.minKey || type === rank.maxKey || type === rank.array) return undefined;
  if (isNumber(value) && encodeValue(value).equals(nan)) return undefined;
  const encoded = encodeValue(value);
  const cut = encoded.length > limit;
  const bound = cut ? encoded.subarray(0, limit) : encoded;
  const bracket = Buffer.from([type]);
  const bottom = type === rank.number ? successor(nan) : bracket;
  const up = op === 'gt' || op === 'gte';
  const within = cut || op === 'gte' || op === 'lte';
  const interval = up
    ? { start: within ? bound : successor(bound), end: successor(bracket) }
    : { start: bottom, end: within ? successor(bound) : bound };
  return { intervals: [interval], exact: !cut };
}

/** Strings with the prefix, and stored regular expressions, which match themselves. */
function regex(prefix: string, limit: number): Bounds | undefined {
  if (prefix === '') return undefined;
  const terminator = 2;
  const encoded = encodeValue(prefix);
  const start = encoded.subarray(0, Math.min(limit, encoded.length - terminator));
  return { intervals: [beginningWith(start), beginningWith(Buffer.from([rank.regex]))], exact: false };
}

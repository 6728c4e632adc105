import { Double, Int32, Long } from 'bson';

export type BsonNumber = Int32 | Double | Long | number | bigint;

export const isNumber = (value: unknown): value is BsonNumber =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  value instanceof Int32 ||
  value instanceof Double ||
  value instanceof Long;

/** A value JavaScript compares exactly: bigint only where a double would lose digits. */
export function exact(value: BsonNumber): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Long) return safe(value.toBigInt());
  return value.value;
}

const safe = (big: bigint): number | bigint =>
  big >= BigInt(Number.MIN_SAFE_INTEGER) && big <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(big) : big;

/** A plain number for limits, sizes and options; NaN when it is none. */
export const toNumber = (value: unknown): number => (isNumber(value) ? Number(exact(value)) : Number.NaN);

/** Mixed number and bigint compare exactly in JavaScript. NaN is the lowest number and equal to itself. */
export function compareNumbers(a: BsonNumber, b: BsonNumber): number {
  const x = exact(a);
  const y = exact(b);
  if (x < y) return -1;
  if (x > y) return 1;
  if (x === y) return 0;
  return (Number.isNaN(x) ? 0 : 1) - (Number.isNaN(y) ? 0 : 1);
}

type Kind = 'int' | 'long' | 'double';

export function kindOf(value: BsonNumber): Kind {
  if (value instanceof Int32) return 'int';
  if (value instanceof Double) return 'double';
  if (value instanceof Long || typeof value === 'bigint') return 'long';
  return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff ? 'int' : 'double';
}

/** Adds or multiplies as MongoDB does: int grows to long, any double makes a double. Undefined when a long overflows. */
export function arithmetic(op: 'add' | 'multiply', a: BsonNumber, b: BsonNumber): Int32 | Double | Long | undefined {
  if (kindOf(a) === 'double' || kindOf(b) === 'double') {
    const x = Number(exact(a));
    const y = Number(exact(b));
    return new Double(op === 'add' ? x + y : x * y);
  }
  const x = BigInt(exact(a));
  const y = BigInt(exact(b));
  return integer(op === 'add' ? x + y : x * y, kindOf(a) === 'long' || kindOf(b) === 'long');
}

function integer(sum: bigint, long: boolean): Int32 | Long | undefined {
  if (!long && BigInt.asIntN(32, sum) === sum) return new Int32(Number(sum));
  return BigInt.asIntN(64, sum) === sum ? Long.fromBigInt(sum) : undefined;
}

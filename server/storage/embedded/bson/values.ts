import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { StoreError } from '../errors.ts';

/** A decoded document. Numbers inside are bson's own classes, so that writing back keeps every type. */
export type Doc = { [field: string]: unknown };

/**
 * MongoDB's order of types, and at the same time the first byte of an encoded key. Gaps leave room; 0 is kept free
 * because it ends objects and arrays inside a key.
 */
export const rank = {
  minKey: 0x05,
  emptyArray: 0x08,
  null: 0x0a,
  number: 0x10,
  string: 0x18,
  object: 0x20,
  array: 0x28,
  binary: 0x30,
  objectId: 0x38,
  bool: 0x40,
  date: 0x48,
  timestamp: 0x50,
  regex: 0x58,
  maxKey: 0x7f,
} as const;

export type Rank = (typeof rank)[keyof typeof rank];

/** Where a value stands in the order of types. Missing counts as null. Types the store does not keep are refused. */
export function rankOf(value: unknown): Rank {
  switch (typeof value) {
    case 'undefined':
      return rank.null;
    case 'string':
      return rank.string;
    case 'number':
    case 'bigint':
      return rank.number;
    case 'boolean':
      return rank.bool;
    default:
      return value === null ? rank.null : rankOfObject(value);
  }
}

function rankOfObject(value: unknown): Rank {
  if (Array.isArray(value)) return rank.array;
  if (value instanceof Date) return rank.date;
  if (value instanceof Int32 || value instanceof Double) return rank.number;
  if (value instanceof ObjectId) return rank.objectId;
  if (value instanceof Timestamp) return rank.timestamp;
  if (value instanceof Long) return rank.number;
  if (value instanceof Binary) return rank.binary;
  if (value instanceof BSONRegExp || value instanceof RegExp) return rank.regex;
  if (value instanceof MinKey) return rank.minKey;
  if (value instanceof MaxKey) return rank.maxKey;
  if (value instanceof Decimal128) throw new StoreError(2, 'The embedded store does not keep Decimal128 values');
  if (typeof value === 'object' && value !== null && '_bsontype' in value)
    throw new StoreError(2, `The embedded store does not keep BSON values of type ${String(value._bsontype)}`);
  return rank.object;
}

export const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && rankOf(value) === rank.object;

/** A field that the document itself holds; `constructor` and its like are no fields. */
export const fieldOf = (doc: Doc, field: string): unknown => (Object.hasOwn(doc, field) ? doc[field] : undefined);

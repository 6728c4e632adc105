import { isNumber, toNumber } from '../bson/numbers.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';
import { compareBytes, inverted } from '../keys/bytes.ts';
import { emptyArrayKey, encodeValue } from '../keys/encode.ts';
import { reaches } from './walk.ts';

export interface SortField {
  path: readonly string[];
  descending: boolean;
}

/** MongoDB takes at most 32 sort fields. */
const maxSortFields = 32;

export function parseSort(spec: unknown): SortField[] {
  if (spec === undefined || spec === null) return [];
  if (!isDoc(spec)) throw badValue('Expected the sort to be a document');
  const fields = Object.entries(spec);
  if (fields.length > maxSortFields) throw badValue('too many sort fields');
  return fields.map(([field, direction]) => {
    const sign = isNumber(direction) ? toNumber(direction) : 0;
    if (sign !== 1 && sign !== -1)
      throw new StoreError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (field === '' || field.startsWith('$'))
      throw new StoreError(16410, 'FieldPath field names may not be empty or start with $');
    return { path: field.split('.'), descending: sign === -1 };
  });
}

/** One key for a whole sort: of an array the smallest element counts, or the largest when descending. */
export function sortKey(doc: Doc, fields: readonly SortField[]): Buffer {
  return Buffer.concat(fields.map(({ path, descending }) => fieldKey(doc, path, descending)));
}

function fieldKey(doc: Doc, path: readonly string[], descending: boolean): Buffer {
  let best: Buffer | undefined;
  reaches(doc, path, 'whole', (value) => {
    for (const key of keysOf(value)) {
      const order = best ? compareBytes(key, best) : 0;
      if (!best || (descending ? order > 0 : order < 0)) best = key;
    }
    return false;
  });
  const key = best ?? encodeValue(null);
  return descending ? inverted(key) : key;
}

function keysOf(value: unknown): Buffer[] {
  if (!Array.isArray(value)) return [encodeValue(value)];
  return value.length === 0 ? [emptyArrayKey] : value.map(encodeValue);
}

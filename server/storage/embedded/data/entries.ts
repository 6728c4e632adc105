import { Int32 } from 'bson';
import { type Doc, fieldOf } from '../bson/values.ts';
import { component } from '../keys/component.ts';
import { extract } from '../keys/extract.ts';
import { matches } from '../query/match.ts';
import type { Collection, Index } from './collection.ts';

export interface IndexEntry {
  index: Index;
  key: Buffer;
}

/**
 * Every key a document has in some indexes, all if none are named, by its bytes. Remembers on the way which fields hold
 * arrays and cut keys.
 */
export function entriesOf(
  collection: Collection,
  doc: Doc,
  id: Buffer,
  indexes: readonly Index[] = collection.indexes,
): Map<string, IndexEntry> {
  const entries = new Map<string, IndexEntry>();
  for (const index of indexes)
    for (const key of keysIn(collection, index, doc, id)) entries.set(key.toString('latin1'), { index, key });
  return entries;
}

/** The indexes in which the two may have different keys: most changes leave most fields alone. */
export function indexesBetween(collection: Collection, before: Doc, after: Doc): Index[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = new Set([...fields].filter((field) => !same(fieldOf(before, field), fieldOf(after, field))));
  return collection.indexes.filter(
    (index) => index.partial || index.fields.some(({ path }) => changed.has(path[0] ?? '')),
  );
}

/** Certainly the same: what is not looked into counts as different. */
function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((value, i) => same(value, other[i]));
  if (one instanceof Date) return other instanceof Date && one.getTime() === other.getTime();
  if (one instanceof Int32) return other instanceof Int32 && one.value === other.value;
  return false;
}

export function keysIn(collection: Collection, index: Index, doc: Doc, id: Buffer): Buffer[] {
  if (index.partial && !matches(index.partial.filter, doc)) return [];
  const { tuples, arrays, present } = extract(
    doc,
    index.fields.map((field) => field.path),
  );
  if (index.sparse && !present) return [];
  rememberArrays(collection, index, arrays);
  return tuples.map((tuple) => indexKey(collection, index, tuple, id));
}

function indexKey(collection: Collection, index: Index, tuple: Buffer[], id: Buffer): Buffer {
  const parts: Buffer[] = [index.prefix];
  index.fields.forEach(({ descending }, i) => {
    const { bytes, cut } = component(tuple[i] ?? Buffer.alloc(0), index.limit, descending);
    if (cut && !index.cut) {
      index.cut = true;
      collection.dirty = true;
    }
    parts.push(bytes);
  });
  if (index.endsInId) parts.push(id);
  return Buffer.concat(parts);
}

function rememberArrays(collection: Collection, index: Index, arrays: boolean[]): void {
  arrays.forEach((array, i) => {
    if (!array || index.arrays[i]) return;
    index.arrays[i] = true;
    collection.dirty = true;
  });
}

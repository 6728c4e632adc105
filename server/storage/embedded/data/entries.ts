import type { Doc } from '../bson/values.ts';
import { component } from '../keys/component.ts';
import { extract } from '../keys/extract.ts';
import { matches } from '../query/match.ts';
import type { Collection, Index } from './collection.ts';

export interface IndexEntry {
  index: Index;
  key: Buffer;
}

/** Every index key a document has, by its bytes. Remembers on the way which fields hold arrays and cut keys. */
export function entriesOf(collection: Collection, doc: Doc, id: Buffer): Map<string, IndexEntry> {
  const entries = new Map<string, IndexEntry>();
  for (const index of collection.indexes)
    for (const key of keysIn(collection, index, doc, id)) entries.set(key.toString('latin1'), { index, key });
  return entries;
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
  if (!index.unique) parts.push(id);
  return Buffer.concat(parts);
}

function rememberArrays(collection: Collection, index: Index, arrays: boolean[]): void {
  arrays.forEach((array, i) => {
    if (!array || index.arrays[i]) return;
    index.arrays[i] = true;
    collection.dirty = true;
  });
}

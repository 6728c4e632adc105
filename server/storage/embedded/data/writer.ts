import { encode, maxDocument } from '../bson/codec.ts';
import { type Doc, rank, rankOf } from '../bson/values.ts';
import { StoreError } from '../errors.ts';
import { maxId } from '../keys/component.ts';
import { encodeValue } from '../keys/encode.ts';
import { isRegex } from '../query/pattern.ts';
import { type Collection, keyPattern } from './collection.ts';
import { duplicate, keyValue } from './duplicate.ts';
import { entriesOf, type IndexEntry, indexesBetween } from './entries.ts';
import type { Overlay } from './overlay.ts';

/** A document as it stands in the store. */
export interface Stored {
  id: Buffer;
  bytes: Buffer;
  doc: Doc;
}

/**
 * Changes documents together with their index entries, in an overlay. `touch` is asked before a document or a unique
 * key changes: it is where transactions meet each other.
 */
export class Writer {
  readonly reader: Overlay;
  readonly #touch: (key: Buffer, collection: Collection) => void;

  constructor(overlay: Overlay, touch: (key: Buffer, collection: Collection) => void) {
    this.reader = overlay;
    this.#touch = touch;
  }

  insert(collection: Collection, doc: Doc, bytes: Buffer): void {
    const id = documentId(doc._id);
    const key = Buffer.concat([collection.prefix, id]);
    checkSize(bytes);
    this.#touch(key, collection);
    if (this.reader.get(key)) throw duplicate(collection, '_id_', { _id: 1 }, { _id: doc._id });
    const entries = entriesOf(collection, doc, id);
    this.#claim(collection, entries.values(), doc, id);
    this.reader.put(key, bytes);
    for (const entry of entries.values()) this.reader.put(entry.key, id);
  }

  /** Answers false when nothing is different. */
  replace(collection: Collection, before: Stored, after: Doc): boolean {
    const bytes = encode(after);
    if (bytes.equals(before.bytes)) return false;
    checkSize(bytes);
    const key = Buffer.concat([collection.prefix, before.id]);
    this.#touch(key, collection);
    const indexes = indexesBetween(collection, before.doc, after);
    const old = entriesOf(collection, before.doc, before.id, indexes);
    const fresh = entriesOf(collection, after, before.id, indexes);
    const added = [...fresh].filter(([name]) => !old.has(name)).map(([, entry]) => entry);
    const removed = [...old].filter(([name]) => !fresh.has(name)).map(([, entry]) => entry);
    this.#claim(collection, added, after, before.id);
    this.#release(collection, removed);
    this.reader.put(key, bytes);
    for (const entry of added) this.reader.put(entry.key, before.id);
    return true;
  }

  remove(collection: Collection, before: Stored): true {
    const key = Buffer.concat([collection.prefix, before.id]);
    this.#touch(key, collection);
    this.reader.put(key, undefined);
    this.#release(collection, entriesOf(collection, before.doc, before.id).values());
    return true;
  }

  #claim(collection: Collection, entries: Iterable<IndexEntry>, doc: Doc, id: Buffer): void {
    for (const { index, key } of entries) {
      if (!index.unique) continue;
      this.#touch(key, collection);
      const holder = this.reader.get(key);
      if (holder && !holder.equals(id))
        throw duplicate(collection, index.name, keyPattern(index), keyValue(doc, index.fields));
    }
  }

  #release(collection: Collection, entries: Iterable<IndexEntry>): void {
    for (const { index, key } of entries) {
      if (index.unique) this.#touch(key, collection);
      this.reader.put(key, undefined);
    }
  }
}

/** Ids sort and are found by their encoded form: 1 as an int and 1 as a double are one id. */
export function documentId(id: unknown): Buffer {
  if (Array.isArray(id) || isRegex(id) || id === undefined)
    throw new StoreError(53, `The '_id' value cannot be of type ${typeName(id)}`);
  const encoded = encodeValue(id);
  if (encoded.length > maxId)
    throw new StoreError(17280, `An '_id' takes at most ${maxId} bytes in the embedded store`);
  return encoded;
}

const typeName = (id: unknown) => (rankOf(id) === rank.array ? 'array' : id === undefined ? 'missing' : 'regex');

function checkSize(bytes: Buffer): void {
  if (bytes.length > maxDocument)
    throw new StoreError(10334, `BSONObj size: ${bytes.length} is larger than ${maxDocument}`);
}

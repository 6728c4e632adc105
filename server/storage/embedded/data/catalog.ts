import { decode, encode } from '../bson/codec.ts';
import { toNumber } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import { successor, tablePrefix } from '../keys/bytes.ts';
import { type Collection, type Index, makeCollection, makeIndex, type StoredIndex, storedIndex } from './collection.ts';
import { type Database, walkRange } from './engine.ts';

const catalogTable = tablePrefix(0);
const collectionKeys = Buffer.concat([catalogTable, Buffer.from('c')]);
const countersKey = Buffer.concat([catalogTable, Buffer.from('n')]);
const firstTable = 16;

/** Grows when the layout of the file changes. A newer file is refused, not guessed at. */
const layout = 2;

interface Counters {
  layout: number;
  nextTable: number;
}

/** The collections and indexes of all databases: kept in memory, written through inside write callbacks. */
export class Catalog {
  readonly #db: Database;
  readonly #collections = new Map<string, Collection>();
  #nextTable: number;

  constructor(db: Database) {
    this.#db = db;
    const counters = readCounters(db);
    if (counters.layout > layout)
      throw new Error(
        `The data directory was written by a newer release (layout ${counters.layout}); this one knows ${layout}.`,
      );
    this.#nextTable = counters.nextTable;
    for (const collection of stored(db)) this.#collections.set(collection.ns, collection);
  }

  find(db: string, name: string): Collection | undefined {
    return this.#collections.get(`${db}.${name}`);
  }

  all(): Collection[] {
    return [...this.#collections.values()];
  }

  /** Only inside a write callback, like everything below. */
  create(db: string, name: string): Collection {
    const collection = makeCollection(db, name, this.#takeTable());
    this.#collections.set(collection.ns, collection);
    this.save(collection);
    return collection;
  }

  drop(collection: Collection): void {
    collection.dropped = true;
    collection.version++;
    this.#collections.delete(collection.ns);
    void this.#db.remove(collectionKey(collection));
    for (const index of collection.indexes) this.#clear(index.prefix);
    this.#clear(collection.prefix);
  }

  addIndex(collection: Collection, spec: Omit<StoredIndex, 'id'>, born: number): Index {
    const index = makeIndex({ ...spec, id: this.#takeTable() }, born, false);
    collection.indexes.push(index);
    collection.version++;
    this.save(collection);
    return index;
  }

  dropIndex(collection: Collection, index: Index): void {
    index.dropped = true;
    collection.indexes = collection.indexes.filter((other) => other !== index);
    collection.version++;
    this.save(collection);
    this.#clear(index.prefix);
  }

  save(collection: Collection): void {
    const indexes = collection.indexes.map(storedIndex).map((index) => ({ ...index, partial: packed(index.partial) }));
    void this.#db.put(
      collectionKey(collection),
      encode({ id: collection.id, db: collection.db, name: collection.name, indexes }),
    );
    collection.dirty = false;
  }

  saveDirty(): void {
    for (const collection of this.#collections.values()) if (collection.dirty) this.save(collection);
  }

  #takeTable(): number {
    const id = this.#nextTable++;
    void this.#db.put(countersKey, encode({ layout, nextTable: this.#nextTable }));
    return id;
  }

  #clear(prefix: Buffer): void {
    const walk = walkRange(this.#db, { start: prefix, end: successor(prefix), reverse: false });
    const keys: Buffer[] = [];
    for (let next = walk.next(); !next.done; next = walk.next()) keys.push(next.value.key);
    for (const key of keys) void this.#db.remove(key);
  }
}

const collectionKey = (collection: Collection) => Buffer.concat([collectionKeys, Buffer.from(collection.ns)]);

/** A filter may hold `$` and dots and exact types; it is kept as bytes of its own. */
const packed = (doc: Doc | undefined) => (doc ? encode(doc) : undefined);

function readCounters(db: Database): Counters {
  const bytes = db.get(countersKey);
  if (!bytes) return { layout, nextTable: firstTable };
  const doc = decode(bytes);
  return { layout: toNumber(doc.layout), nextTable: toNumber(doc.nextTable) };
}

function stored(db: Database): Collection[] {
  const walk = walkRange(db, { start: collectionKeys, end: successor(collectionKeys), reverse: false });
  const found: Collection[] = [];
  for (let next = walk.next(); !next.done; next = walk.next()) found.push(readCollection(decode(next.value.value)));
  return found;
}

function readCollection(doc: Doc): Collection {
  const indexes = doc.indexes as Doc[];
  return makeCollection(String(doc.db), String(doc.name), toNumber(doc.id), indexes.map(readIndex));
}

function readIndex(doc: Doc): Index {
  const partial = doc.partial as { buffer: Uint8Array } | undefined;
  return makeIndex(
    {
      id: toNumber(doc.id),
      name: String(doc.name),
      key: (doc.key as [string, unknown][]).map(([field, sign]) => [field, toNumber(sign)]),
      unique: doc.unique === true,
      sparse: doc.sparse === true,
      // Up to layout 1 nobody asked whether the id stands among the fields.
      endsInId: doc.endsInId === undefined ? doc.unique !== true : doc.endsInId === true,
      ...(partial ? { partial: decode(partial.buffer) } : {}),
      ...(doc.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: toNumber(doc.expireAfterSeconds) }),
      arrays: doc.arrays as boolean[],
      cut: doc.cut === true,
    },
    0,
    true,
  );
}

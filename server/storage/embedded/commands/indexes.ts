import { decode, encode } from '../bson/codec.ts';
import { compare } from '../bson/compare.ts';
import { toNumber } from '../bson/numbers.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import type { Catalog } from '../data/catalog.ts';
import type { Collection, Index, StoredIndex } from '../data/collection.ts';
import { keyPattern } from '../data/collection.ts';
import { duplicate, keyValue } from '../data/duplicate.ts';
import { keysIn } from '../data/entries.ts';
import type { Reader } from '../data/reader.ts';
import { StoreError } from '../errors.ts';
import { successor } from '../keys/bytes.ts';
import { parsePartial } from '../query/partial.ts';
import { cursorReply } from '../wire/cursorReply.ts';
import { allow, allowIn, type Command, target } from './call.ts';
import { indexKey, outsideTransaction } from './collections.ts';

type Spec = Omit<StoredIndex, 'id'>;

const options = [
  'key',
  'name',
  'v',
  'ns',
  'unique',
  'sparse',
  'background',
  'partialFilterExpression',
  'expireAfterSeconds',
];

export const createIndexes: Command = async (call) => {
  allow(call, 'indexes', 'commitQuorum');
  outsideTransaction(call);
  const { indexes } = call.body;
  if (!Array.isArray(indexes) || indexes.length === 0)
    throw new StoreError(2, 'Must specify at least one index to create');
  const specs = indexes.map(parseSpec);
  const name = target(call);
  const existed = call.store.catalog.find(call.db, name) !== undefined;
  const { before, built, after } = await call.store.alter(({ catalog, reader, put, born }) => {
    const collection = catalog.find(call.db, name) ?? catalog.create(call.db, name);
    const before = collection.indexes.length + 1;
    const fresh = specs.filter((spec) => !known(collection, spec));
    const built: Index[] = [];
    try {
      for (const spec of fresh) built.push(build(catalog, collection, spec, reader, put, born));
    } catch (error) {
      for (const index of built) catalog.dropIndex(collection, index);
      throw error;
    }
    return { before, built, after: collection.indexes.length + 1 };
  });
  for (const index of built) index.ready = true;
  return { numIndexesBefore: before, numIndexesAfter: after, createdCollectionAutomatically: !existed, ok: 1 };
};

function parseSpec(spec: unknown): Spec {
  if (!isDoc(spec)) throw new StoreError(14, 'An index specification has to be a document');
  allowIn('createIndexes.indexes', spec, options);
  const key = indexKey(spec.key);
  const { partialFilterExpression: partial, expireAfterSeconds } = spec;
  if (partial !== undefined) parsePartial(partial);
  if (expireAfterSeconds !== undefined && key.length > 1)
    throw new StoreError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
  const unique = spec.unique === true;
  return {
    name: String(spec.name ?? key.map(([field, sign]) => `${field}_${sign}`).join('_')),
    key,
    unique,
    sparse: spec.sparse === true,
    endsInId: !unique && key.every(([field]) => field !== '_id'),
    ...(isDoc(partial) ? { partial } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds: toNumber(expireAfterSeconds) }),
    arrays: key.map(() => false),
    cut: false,
  };
}

/** Whether the same index is there already; another one under its name (86) or with its keys (85) is refused. */
function known(collection: Collection, spec: Spec): boolean {
  const key = Object.fromEntries(spec.key);
  if (compare(key, { _id: 1 }) === 0) return true;
  const named = collection.indexes.find(({ name }) => name === spec.name);
  if (named && !sameKey(named, key))
    throw new StoreError(86, `An existing index has the same name as the requested index: ${spec.name}`);
  const keyed = collection.indexes.find(
    (index) => sameKey(index, key) && compare(index.partial?.doc, spec.partial) === 0,
  );
  if (!keyed) return false;
  const same =
    keyed.name === spec.name &&
    keyed.unique === spec.unique &&
    keyed.sparse === spec.sparse &&
    keyed.expireAfterSeconds === spec.expireAfterSeconds;
  if (!same)
    throw new StoreError(
      85,
      `An equivalent index already exists with a different name or different options: ${keyed.name}`,
    );
  return true;
}

const sameKey = (index: Index, key: Doc) =>
  JSON.stringify(Object.entries(keyPattern(index))) === JSON.stringify(Object.entries(key));

/** Builds in one go, inside one write callback; a duplicate takes the whole index back. */
function build(
  catalog: Catalog,
  collection: Collection,
  spec: Spec,
  reader: Reader,
  put: (key: Buffer, value: Buffer) => void,
  born: number,
): Index {
  const index = catalog.addIndex(collection, spec, born);
  try {
    const { prefix } = collection;
    for (const { key, value } of reader.range({ start: prefix, end: successor(prefix), reverse: false })) {
      const doc = decode(value);
      const id = key.subarray(prefix.length);
      for (const entry of keysIn(collection, index, doc, id)) {
        const holder = index.unique ? reader.get(entry) : undefined;
        if (holder && !holder.equals(id))
          throw duplicate(collection, index.name, keyPattern(index), keyValue(doc, index.fields));
        put(entry, id);
      }
    }
    if (collection.dirty) catalog.save(collection);
    return index;
  } catch (error) {
    catalog.dropIndex(collection, index);
    throw error;
  }
}

export const listIndexes: Command = (call) => {
  allow(call, 'cursor');
  const name = target(call);
  const collection = call.store.catalog.find(call.db, name);
  if (!collection) throw new StoreError(26, `ns does not exist: ${call.db}.${name}`);
  const docs = [collection.idIndex, ...collection.indexes].map(describe);
  return cursorReply('firstBatch', docs.map(encode), 0n, collection.ns);
};

const describe = (index: Index): Doc => ({
  v: 2,
  key: keyPattern(index),
  name: index.name,
  ...(index.unique && index.name !== '_id_' ? { unique: true } : {}),
  ...(index.sparse ? { sparse: true } : {}),
  ...(index.partial ? { partialFilterExpression: index.partial.doc } : {}),
  ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
});

export const dropIndexes: Command = async (call) => {
  allow(call, 'index');
  outsideTransaction(call);
  const name = target(call);
  const wanted = call.body.index;
  return call.store.alter(({ catalog }) => {
    const collection = catalog.find(call.db, name);
    if (!collection) throw new StoreError(26, `ns not found ${call.db}.${name}`);
    if (wanted === '_id_') throw new StoreError(72, 'cannot drop _id index');
    const nIndexesWas = collection.indexes.length + 1;
    const names = Array.isArray(wanted) ? wanted : [wanted];
    const doomed = collection.indexes.filter(
      (index) =>
        wanted === '*' ||
        names.includes(index.name) ||
        (isDoc(wanted) && sameKey(index, Object.fromEntries(indexKey(wanted)))),
    );
    if (doomed.length === 0 && wanted !== '*')
      throw new StoreError(27, `index not found with name [${String(wanted)}]`);
    for (const index of doomed) catalog.dropIndex(collection, index);
    return { nIndexesWas, ok: 1 };
  });
};

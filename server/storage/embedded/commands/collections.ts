import { encode } from '../bson/codec.ts';
import { toNumber } from '../bson/numbers.ts';
import { isDoc } from '../bson/values.ts';
import { StoreError } from '../errors.ts';
import { matches } from '../query/match.ts';
import { parseFilter } from '../query/parse.ts';
import { cursorReply } from '../wire/cursorReply.ts';
import { allow, type Call, type Command, target } from './call.ts';

/** Capped and time series collections, views, collations and validators are refused. */
export const create: Command = async (call) => {
  allow(call, 'autoIndexId', 'indexOptionDefaults');
  outsideTransaction(call);
  const name = target(call);
  await call.store.alter(({ catalog }) => {
    if (catalog.find(call.db, name)) throw new StoreError(48, `Collection ${call.db}.${name} already exists.`);
    catalog.create(call.db, name);
  });
  return { ok: 1 };
};

export const drop: Command = async (call) => {
  allow(call);
  outsideTransaction(call);
  const name = target(call);
  return call.store.alter(({ catalog }) => {
    const collection = catalog.find(call.db, name);
    if (collection) catalog.drop(collection);
    return { ...(collection ? { nIndexesWas: collection.indexes.length + 1, ns: collection.ns } : {}), ok: 1 };
  });
};

export const dropDatabase: Command = async (call) => {
  allow(call);
  outsideTransaction(call);
  return call.store.alter(({ catalog }) => {
    for (const collection of catalog.all()) if (collection.db === call.db) catalog.drop(collection);
    return { dropped: call.db, ok: 1 };
  });
};

export const listCollections: Command = (call) => {
  allow(call, 'filter', 'nameOnly', 'authorizedCollections', 'cursor');
  const filter = parseFilter(call.body.filter ?? {});
  const docs = call.store.catalog
    .all()
    .filter(({ db }) => db === call.db)
    .map(({ name }) => ({
      name,
      type: 'collection',
      options: {},
      info: { readOnly: false },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    }))
    .filter((doc) => matches(filter, doc));
  return cursorReply('firstBatch', docs.map(encode), 0n, `${call.db}.$cmd.listCollections`);
};

export const listDatabases: Command = (call) => {
  allow(call, 'filter', 'nameOnly', 'authorizedDatabases');
  const names = [...new Set(call.store.catalog.all().map(({ db }) => db))];
  return { databases: names.map((name) => ({ name, sizeOnDisk: 0, empty: false })), totalSize: 0, ok: 1 };
};

/** Catalog changes take part in no transaction. */
export function outsideTransaction(call: Call): void {
  if (call.transaction) throw new StoreError(263, `Cannot run '${call.name}' in a multi-document transaction.`);
}

/** `1`, `-1`; anything else, such as 'text' or '2dsphere', is refused. */
export function indexKey(key: unknown): [field: string, direction: number][] {
  if (!isDoc(key) || Object.keys(key).length === 0) throw new StoreError(67, 'Index keys cannot be empty.');
  return Object.entries(key).map(([field, value]) => {
    const direction = toNumber(value);
    if (!(direction < 0 || direction > 0))
      throw new StoreError(
        67,
        `The embedded store keeps ascending and descending indexes only, not ${JSON.stringify(value)} on '${field}'`,
      );
    if (field === '' || field.split('.').some((part) => part === '' || part.startsWith('$') || /^\d+$/.test(part)))
      throw new StoreError(67, `The embedded store cannot index the path '${field}'`);
    return [field, Math.sign(direction)];
  });
}

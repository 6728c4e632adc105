import type { Doc } from '../bson/values.ts';
import { tablePrefix } from '../keys/bytes.ts';
import { componentLimit, maxId } from '../keys/component.ts';
import type { Filter } from '../query/filter.ts';
import { parseFilter } from '../query/parse.ts';

export interface IndexField {
  name: string;
  path: readonly string[];
  descending: boolean;
}

export interface Index {
  id: number;
  name: string;
  prefix: Buffer;
  fields: IndexField[];
  unique: boolean;
  sparse: boolean;
  /** Whether the id of the document stands behind the fields, so that equal ones have keys of their own. */
  endsInId: boolean;
  partial?: { doc: Doc; filter: Filter };
  expireAfterSeconds?: number;
  /** Which fields have ever met an array. Never forgotten, as in MongoDB. */
  arrays: boolean[];
  /** Whether some key was too long and was cut: then the index no longer sorts. */
  cut: boolean;
  /** Bytes kept of one field. */
  limit: number;
  /** Writes maintain an index from the moment it is built; reads may use it only when the build is on disk. */
  ready: boolean;
  /** The write number of the build. A transaction whose snapshot is older must not read the index. */
  born: number;
  dropped: boolean;
}

export interface Collection {
  id: number;
  db: string;
  name: string;
  ns: string;
  prefix: Buffer;
  /** The documents themselves, seen as the index `_id_`: their keys are the encoded ids. */
  idIndex: Index;
  indexes: Index[];
  /** Says that `arrays` or `cut` changed and is not in the file yet. */
  dirty: boolean;
  /** Grows with every change of indexes; a transaction that wrote under an older one cannot commit. */
  version: number;
  dropped: boolean;
}

/** How an index looks in the file. */
export interface StoredIndex {
  id: number;
  name: string;
  key: [field: string, direction: number][];
  unique: boolean;
  sparse: boolean;
  endsInId: boolean;
  partial?: Doc;
  expireAfterSeconds?: number;
  arrays: boolean[];
  cut: boolean;
}

export function makeIndex(stored: StoredIndex, born: number, ready: boolean): Index {
  return {
    id: stored.id,
    name: stored.name,
    prefix: tablePrefix(stored.id),
    fields: stored.key.map(([name, sign]) => ({ name, path: name.split('.'), descending: sign < 0 })),
    unique: stored.unique,
    sparse: stored.sparse,
    endsInId: stored.endsInId,
    ...(stored.partial ? { partial: { doc: stored.partial, filter: parseFilter(stored.partial) } } : {}),
    ...(stored.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: stored.expireAfterSeconds }),
    arrays: [...stored.arrays],
    cut: stored.cut,
    limit: componentLimit(stored.key.length),
    ready,
    born,
    dropped: false,
  };
}

export function storedIndex(index: Index): StoredIndex {
  return {
    id: index.id,
    name: index.name,
    key: index.fields.map(({ name, descending }) => [name, descending ? -1 : 1]),
    unique: index.unique,
    sparse: index.sparse,
    endsInId: index.endsInId,
    ...(index.partial ? { partial: index.partial.doc } : {}),
    ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
    arrays: index.arrays,
    cut: index.cut,
  };
}

export function makeCollection(db: string, name: string, id: number, indexes: Index[] = []): Collection {
  return {
    id,
    db,
    name,
    ns: `${db}.${name}`,
    prefix: tablePrefix(id),
    idIndex: idIndex(id),
    indexes,
    dirty: false,
    version: 0,
    dropped: false,
  };
}

const idIndex = (id: number): Index => ({
  ...makeIndex(
    {
      id,
      name: '_id_',
      key: [['_id', 1]],
      unique: true,
      sparse: false,
      endsInId: false,
      arrays: [false],
      cut: false,
    },
    0,
    true,
  ),
  limit: maxId,
});

/** The index specification as clients know it. */
export const keyPattern = (index: Index): Doc =>
  Object.fromEntries(index.fields.map(({ name, descending }) => [name, descending ? -1 : 1]));

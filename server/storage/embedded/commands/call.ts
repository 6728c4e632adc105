import { decodeUntrusted, encode } from '../bson/codec.ts';
import { toNumber } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import type { Attempt } from '../data/retries.ts';
import type { Store } from '../data/store.ts';
import type { Transaction } from '../data/transaction.ts';
import { badValue, StoreError } from '../errors.ts';
import type { Cursors } from './cursors.ts';
import type { Sessions } from './sessions.ts';

/** What every command works with. */
export interface Environment {
  store: Store;
  sessions: Sessions;
  cursors: Cursors;
  now: () => Date;
}

/** One command. */
export interface Call extends Environment {
  name: string;
  db: string;
  body: Doc;
  sections: Map<string, Buffer[]>;
  session: Buffer | undefined;
  transaction: Transaction | undefined;
  attempt: Attempt | undefined;
}

/** A reply as a document, or already encoded. */
export type Reply = Doc | Buffer;

export type Command = (call: Call) => Promise<Reply> | Reply;

/** Options that every command may carry and that change nothing here. */
const common = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'startTransaction',
  'autocommit',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'comment',
  'maxTimeMS',
  'stmtId',
  'stmtIds',
]);

/** Refuses options the store does not know; ignoring one would answer another question than was asked. */
export function allow(call: Call, ...options: string[]): void {
  for (const name of Object.keys(call.body))
    if (name !== call.name && !common.has(name) && !options.includes(name))
      throw new StoreError(40415, `BSON field '${call.name}.${name}' is an unknown field.`);
}

export function allowIn(what: string, doc: Doc, options: readonly string[]): void {
  for (const name of Object.keys(doc))
    if (!options.includes(name)) throw new StoreError(40415, `BSON field '${what}.${name}' is an unknown field.`);
}

/** When the client stops waiting, if it said so. */
export function deadlineOf({ body }: Call): number | undefined {
  const limit = toNumber(body.maxTimeMS);
  return limit > 0 ? performance.now() + limit : undefined;
}

/** MongoDB's limit for database, dot and collection. */
const maxName = 255;

/** The collection a command names. */
export function target(call: Call): string {
  const name = call.body[call.name];
  if (typeof name !== 'string' || name === '' || /[\0$]/.test(name) || name.length + call.db.length >= maxName)
    throw new StoreError(73, `Invalid collection name: ${String(name)}`);
  return name;
}

/** The documents of `insert`, `update` and `delete`, from a section of their own or from the command itself. */
export function documents(call: Call, field: string): { doc: Doc; bytes: Buffer }[] {
  const section = call.sections.get(field);
  if (section) return section.map((bytes) => ({ doc: decodeUntrusted(bytes), bytes }));
  const listed = call.body[field];
  if (!Array.isArray(listed)) throw badValue(`${call.name} needs ${field}`);
  return (listed as Doc[]).map((doc) => ({ doc, bytes: encode(doc) }));
}

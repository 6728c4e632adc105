import { answerOf, databaseOf, doneOf, under } from '../disk/database.ts';
import type { Entry } from './entry.ts';

/** What waits on this device to be carried out, in the order it was done: `<owner> <number>` → entry. */

const store = 'waiting';
const open = databaseOf({ name: 'baton.outbox', version: 1, upgrade: (db) => db.createObjectStore(store) });
/** What waits may wait for days, and outlives a power cut; what is carried out at once need not hold anybody up. */
const writing = async (durability: IDBTransactionDurability = 'strict') =>
  (await open()).transaction(store, 'readwrite', { durability });

/** Numbers of one length sort like numbers. */
const keyOf = (owner: string, number: number) => `${owner} ${String(number).padStart(12, '0')}`;

export interface Kept {
  key: string;
  entry: Entry;
}

async function keptIn(transaction: IDBTransaction, prefix: string): Promise<Kept[]> {
  const rows = transaction.objectStore(store);
  const [keys, entries] = await Promise.all([
    answerOf(rows.getAllKeys(under(prefix))),
    answerOf<Entry[]>(rows.getAll(under(prefix))),
  ]);
  return entries.map((entry, at) => ({ key: String(keys[at]), entry }));
}

/** Resolves when it is on disk, behind all that was done before. */
export async function keep(owner: string, entry: Entry): Promise<void> {
  const transaction = await writing(entry.waited ? 'strict' : 'relaxed');
  const rows = transaction.objectStore(store);
  const keys = await answerOf(rows.getAllKeys(under(`${owner} `)));
  const last = Number(String(keys.at(-1) ?? '').slice(owner.length + 1)) || 0;
  rows.put(entry, keyOf(owner, last + 1));
  await doneOf(transaction);
}

/** First to last. */
export const keptOf = async (owner: string): Promise<Kept[]> => keptIn((await open()).transaction(store), `${owner} `);

/** Puts another version in its place, unless it has gone meanwhile. */
export async function replace(key: string, entry: Entry): Promise<void> {
  const transaction = await writing();
  const rows = transaction.objectStore(store);
  if ((await answerOf(rows.getKey(key))) !== undefined) rows.put(entry, key);
  await doneOf(transaction);
}

export async function remove(key: string): Promise<void> {
  const transaction = await writing('relaxed');
  transaction.objectStore(store).delete(key);
  await doneOf(transaction);
}

/** How much of this person's lies here, in whatever workspace. */
export const countUnder = async (prefix: string): Promise<number> =>
  answerOf((await open()).transaction(store).objectStore(store).count(under(prefix)));

export async function dropUnder(prefix: string): Promise<void> {
  const transaction = await writing();
  transaction.objectStore(store).delete(under(prefix));
  await doneOf(transaction);
}

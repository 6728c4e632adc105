import { answerOf, databaseOf, doneOf, under } from '../disk/database.ts';
import type { Rows } from './rows.ts';

/** What this device remembers of desks, each row under `<owner> <row>`. All of it can be had again from the server. */

const store = 'rows';
const open = databaseOf({ name: 'baton.cache', version: 1, upgrade: (db) => db.createObjectStore(store) });
const writing = async () => (await open()).transaction(store, 'readwrite');

/** Which client wrote it, and when the server was last heard. */
const head = 'head';

export interface Head {
  build: string;
  heardAt: number | null;
}

export async function readRows(owner: string): Promise<{ head: Head | null; rows: Rows }> {
  const rows = (await open()).transaction(store).objectStore(store);
  const range = under(`${owner} `);
  const [keys, values] = await Promise.all([answerOf(rows.getAllKeys(range)), answerOf<unknown[]>(rows.getAll(range))]);
  const found = new Map(keys.map((key, at) => [String(key).slice(owner.length + 1), values[at]]));
  const written = (found.get(head) as Head | undefined) ?? null;
  found.delete(head);
  return { head: written, rows: found };
}

/** One step: a device never holds half of it. `anew`: nothing of what was there stays. */
export async function writeRows(
  owner: string,
  given: Head,
  { put, gone }: { put: [string, unknown][]; gone: string[] },
  anew: boolean,
): Promise<void> {
  const transaction = await writing();
  const rows = transaction.objectStore(store);
  if (anew) rows.delete(under(`${owner} `));
  for (const key of gone) rows.delete(`${owner} ${key}`);
  for (const [key, value] of put) rows.put(value, `${owner} ${key}`);
  rows.put(given, `${owner} ${head}`);
  await doneOf(transaction);
}

/** Everything, whoever's it is. */
export async function wipe(): Promise<void> {
  const transaction = await writing();
  transaction.objectStore(store).clear();
  await doneOf(transaction);
}

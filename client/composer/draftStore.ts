import { mergeUpdates } from 'yjs';

/**
 * Drafts on this device: each is a row of Yjs updates in one IndexedDB. A write counts only when its transaction is
 * complete and flushed, so "Saved" can be believed. Nothing is ever deleted but by folding updates into one, in one
 * transaction: another tab may still build on them.
 */

const database = 'baton.drafts';
const rows = 'updates';

interface Row {
  draft: string;
  update: Uint8Array<ArrayBuffer>;
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const doneOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  if (opened) return opened;
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(rows, { autoIncrement: true }).createIndex('draft', 'draft');
  };
  opened = answerOf(request).then((db) => {
    db.onclose = () => {
      opened = null;
    };
    return db;
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

const writing = (db: IDBDatabase) => db.transaction(rows, 'readwrite', { durability: 'strict' });

export async function readUpdates(draft: string): Promise<Uint8Array[]> {
  const db = await open();
  const found: Row[] = await answerOf(db.transaction(rows).objectStore(rows).index('draft').getAll(draft));
  return found.map((row) => row.update);
}

/** Resolves when the update is on disk. */
export async function writeUpdate(draft: string, update: Uint8Array<ArrayBuffer>): Promise<void> {
  const transaction = writing(await open());
  transaction.objectStore(rows).add({ draft, update } satisfies Row);
  await doneOf(transaction);
}

/** Folds a draft's updates into one, so that a long life does not make it slow to open. */
export async function foldUpdates(draft: string): Promise<void> {
  const transaction = writing(await open());
  const store = transaction.objectStore(rows);
  const keys = await answerOf(store.index('draft').getAllKeys(draft));
  const found: Row[] = await answerOf(store.index('draft').getAll(draft));
  store.add({ draft, update: mergeUpdates(found.map((row) => row.update)) as Uint8Array<ArrayBuffer> } satisfies Row);
  for (const key of keys) store.delete(key);
  await doneOf(transaction);
}

/** What every database of this device needs: requests and transactions as promises, and a connection that heals. */

export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Resolves when all of it is written. */
export const doneOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

/** All keys that begin so. */
export const under = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

interface Plan {
  name: string;
  version: number;
  upgrade(db: IDBDatabase, from: number): void;
}

/** Answers the open database, opening it when it is first asked for, and again when the browser has closed it. */
export function databaseOf({ name, version, upgrade }: Plan): () => Promise<IDBDatabase> {
  let opened: Promise<IDBDatabase> | null = null;
  const forget = () => {
    opened = null;
  };
  return () => {
    if (opened) return opened;
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
    const blocked = new Promise<never>((_, reject) => {
      request.onblocked = () => reject(new Error(`A tab of an older release holds ${name}`));
    });
    opened = Promise.race([answerOf(request), blocked]).then((db) => {
      db.onclose = forget;
      db.onversionchange = () => {
        db.close();
        forget();
      };
      return db;
    });
    opened.catch(forget);
    return opened;
  };
}

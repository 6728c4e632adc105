import { mergeUpdates } from 'yjs';
import { answerOf, databaseOf, doneOf } from '../disk/database.ts';

/**
 * What is written on this device, in one IndexedDB, so that it outlives the page and the network. A draft is a row of
 * Yjs updates under its key: the docId, or, before the server has named it, the slot it belongs to. A write counts only
 * when its transaction is complete and flushed.
 */

const updates = 'updates';
/** slot → the document that its rows belong to. */
const places = 'places';
/** key → slot, of documents whose text the server is not known to have. */
const unsaved = 'unsaved';

export interface Place {
  docId: string;
  gen: number;
}

interface Row {
  draft: string;
  update: Bytes;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** A document whose text may be nowhere else. */
export interface Unsaved {
  key: string;
  slot: string;
}

/** Version 1 had the updates only; its rows are under their slots, and are bound like all that was typed unnamed. */
function upgrade(db: IDBDatabase, from: number): void {
  if (from < 1) db.createObjectStore(updates, { autoIncrement: true }).createIndex('draft', 'draft');
  if (from < 2) {
    db.createObjectStore(places);
    db.createObjectStore(unsaved);
  }
}

const open = databaseOf({ name: 'baton.drafts', version: 2, upgrade });

const all = [updates, places, unsaved];
const writing = (db: IDBDatabase) => db.transaction(all, 'readwrite', { durability: 'strict' });

async function rowsOf(transaction: IDBTransaction, key: string): Promise<Bytes[]> {
  const found: Row[] = await answerOf(transaction.objectStore(updates).index('draft').getAll(key));
  return found.map((row) => row.update);
}

async function removeRows(transaction: IDBTransaction, key: string): Promise<void> {
  const store = transaction.objectStore(updates);
  for (const id of await answerOf(store.index('draft').getAllKeys(key))) store.delete(id);
}

/** What this device has of a slot: which document, and its updates. */
export async function readSlot(slot: string): Promise<{ place: Place | null; updates: Uint8Array[] }> {
  const transaction = (await open()).transaction(all);
  const place: Place | null = (await answerOf(transaction.objectStore(places).get(slot))) ?? null;
  return { place, updates: await rowsOf(transaction, place?.docId ?? slot) };
}

export const readRows = async (key: string): Promise<Uint8Array[]> => rowsOf((await open()).transaction(all), key);

/** Resolves when the update is on disk. `own`: typed here, so that it may be nowhere else. */
export async function writeUpdate(key: string, slot: string, update: Uint8Array, own: boolean): Promise<void> {
  const transaction = writing(await open());
  transaction.objectStore(updates).add({ draft: key, update: update as Bytes } satisfies Row);
  if (own) transaction.objectStore(unsaved).put(slot, key);
  await doneOf(transaction);
}

/** Folds a draft's updates into one, so that a long life does not make it slow to open. */
export async function foldUpdates(key: string): Promise<void> {
  const transaction = writing(await open());
  const rows = await rowsOf(transaction, key);
  if (rows.length < 2) return;
  await removeRows(transaction, key);
  transaction.objectStore(updates).add({ draft: key, update: mergeUpdates(rows) as Bytes } satisfies Row);
  await doneOf(transaction);
}

/** The server has named the slot's document: what was written unnamed belongs to it. */
export async function bindSlot(slot: string, place: Place): Promise<void> {
  const transaction = writing(await open());
  const rows = await rowsOf(transaction, slot);
  await removeRows(transaction, slot);
  const store = transaction.objectStore(updates);
  for (const update of rows) store.add({ draft: place.docId, update } satisfies Row);
  transaction.objectStore(places).put(place, slot);
  const marks = transaction.objectStore(unsaved);
  if (rows.length > 0) marks.put(slot, place.docId);
  marks.delete(slot);
  await doneOf(transaction);
}

/** The server has all of it. */
export async function markSaved(key: string): Promise<void> {
  const transaction = writing(await open());
  transaction.objectStore(unsaved).delete(key);
  await doneOf(transaction);
}

/** The slot's next text is another document's. */
export async function leavePlace(slot: string, docId: string): Promise<void> {
  const transaction = writing(await open());
  const store = transaction.objectStore(places);
  const place: Place | undefined = await answerOf(store.get(slot));
  if (place?.docId === docId) store.delete(slot);
  await doneOf(transaction);
}

/** All that this document had is elsewhere, or not wanted. */
export async function forgetRows(key: string): Promise<void> {
  const transaction = writing(await open());
  await removeRows(transaction, key);
  transaction.objectStore(unsaved).delete(key);
  await doneOf(transaction);
}

async function unsavedIn(transaction: IDBTransaction): Promise<Unsaved[]> {
  const store = transaction.objectStore(unsaved);
  const [keys, slots] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())]);
  return keys.map((key, at) => ({ key: String(key), slot: String(slots[at]) }));
}

/** Documents of these slots whose text the server is not known to have. */
export const unsavedIf = async (isMine: (slot: string) => boolean): Promise<Unsaved[]> =>
  (await unsavedIn((await open()).transaction(all))).filter(({ slot }) => isMine(slot));

/** Whose rows there are, each once. */
function keysOfRows(transaction: IDBTransaction): Promise<string[]> {
  const request = transaction.objectStore(updates).index('draft').openKeyCursor(null, 'nextunique');
  const keys: string[] = [];
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      if (!request.result) return resolve(keys);
      keys.push(String(request.result.key));
      request.result.continue();
    };
  });
}

/**
 * At sign-out: what the server has is not left lying here; nor, unless it is kept, what it has not; nor what no slot
 * names any more. All in one transaction, so that a word that is written meanwhile is either seen or untouched.
 */
export async function wipeIf(isMine: (slot: string) => boolean, keepUnsaved: boolean): Promise<void> {
  const transaction = writing(await open());
  const slots = transaction.objectStore(places);
  const [waiting, names, found, keys]: [Unsaved[], IDBValidKey[], Place[], string[]] = await Promise.all([
    unsavedIn(transaction),
    answerOf(slots.getAllKeys()),
    answerOf(slots.getAll()),
    keysOfRows(transaction),
  ]);
  const others = waiting.filter(({ slot }) => keepUnsaved || !isMine(slot)).map(({ key }) => key);
  const stays = new Set([...others, ...found.flatMap(({ docId }, at) => (isMine(String(names[at])) ? [] : docId))]);
  for (const key of [...keys, ...waiting.map(({ key }) => key)].filter((one) => !stays.has(one))) {
    await removeRows(transaction, key);
    transaction.objectStore(unsaved).delete(key);
  }
  names.forEach((name, at) => {
    if (!stays.has(found[at]?.docId ?? '')) slots.delete(name);
  });
  await doneOf(transaction);
}

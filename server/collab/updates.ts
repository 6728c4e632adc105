import { applyUpdate, Doc, decodeStateVector, decodeUpdate } from 'yjs';

/** Said of updates that come from the store: they are neither stored nor announced again. */
export const fromStore = Symbol('from the store');

/** Not an update, or one that claims more than it holds. */
export class Unsound extends Error {}

/**
 * Reads an update through without building anything. Yjs itself makes room for as many structs as an update *says* it
 * has, so seven bytes could block the process; this reader runs into the end instead. Answers how far it goes in what
 * each client has written.
 * @throws Unsound
 */
export function mustBeSound(update: Uint8Array): Map<number, number> {
  try {
    const ends = new Map<number, number>();
    for (const { id, length } of decodeUpdate(update).structs) ends.set(id.client, id.clock + length);
    return ends;
  } catch {
    throw new Unsound('This is no Yjs update');
  }
}

/** @throws Unsound */
export function mustBeStateVector(vector: Uint8Array): Map<number, number> {
  try {
    return decodeStateVector(vector);
  } catch {
    throw new Unsound('This is no state vector');
  }
}

/** Is everything that `vector` counts in the document? Deletions are not counted. */
export const holds = (held: Map<number, number>, vector: Map<number, number>): boolean =>
  [...vector].every(([client, clock]) => (held.get(client) ?? 0) >= clock);

/** Does something in the document wait for what never came? */
export const hasGaps = (doc: Doc): boolean => doc.store.pendingStructs !== null;

/** A document of these updates; nothing is ever typed into it. */
export function docOf(updates: readonly Uint8Array[], options: { gc?: boolean } = {}): Doc {
  const doc = new Doc(options);
  doc.transact(() => {
    for (const update of updates) applyUpdate(doc, update, fromStore);
  }, fromStore);
  return doc;
}

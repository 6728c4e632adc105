import { applyUpdate, type Doc, encodeStateVector } from 'yjs';
import { AppError, notFound } from '../../shared/errors.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Documents } from './documents.ts';
import { hasGaps, holds, mustBeSound, mustBeStateVector, Unsound } from './updates.ts';

/** What a client says it has, in base64: its last update, and its state vector. */
export interface Told {
  update?: string | undefined;
  vector?: string | undefined;
}

/** A document with the last words of whoever asks, and those words by themselves. */
export interface Whole {
  doc: Doc;
  update: Uint8Array | null;
}

const unsaved = () =>
  new AppError('unsaved', 'Some of the text has not arrived here. Send it along, or wait until it is saved.');

const bytesIn = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** @throws invalid for what is no update or vector */
function checked<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unsound) throw new AppError('invalid', `${field}: ${error.message}.`, { field });
    throw error;
  }
}

function applied(doc: Doc, update: Uint8Array): void {
  try {
    applyUpdate(doc, update);
  } catch {
    throw new Unsound('This is no Yjs update');
  }
}

/**
 * Reads a document that is about to become something; all that the asker's client has is in it.
 * @param deps.unsettled has this node heard something for the document that is not stored yet?
 */
export function createWhole(deps: { documents: Documents; unsettled: (docId: string) => boolean }) {
  const { documents } = deps;

  /** @throws notFound, unsaved, invalid, tooLarge */
  return async (docId: string, told: Told, session: ClientSession): Promise<Whole> => {
    const loaded = await documents.load(docId, session);
    if (!loaded) throw notFound('draft');
    const { doc, stored } = loaded;
    const update = told.update ? bytesIn(told.update) : null;
    if (update) {
      checked('update', () => mustBeSound(update));
      if (!documents.fits(stored.size + stored.tail + update.length)) {
        throw new AppError('tooLarge', 'A draft may have 2 MB. Shorten the text, or attach a file.');
      }
      checked('update', () => applied(doc, update));
    }
    if (hasGaps(doc) || (!update && deps.unsettled(docId))) throw unsaved();
    if (told.vector) {
      const vector = checked('vector', () => mustBeStateVector(bytesIn(told.vector ?? '')));
      if (!holds(mustBeStateVector(encodeStateVector(doc)), vector)) throw unsaved();
    }
    return { doc, update };
  };
}

export type ReadWhole = ReturnType<typeof createWhole>;

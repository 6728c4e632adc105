import type { StoredDoc } from './model.ts';

/** What a node knows of a stored document; right unless another has written to it meanwhile. */
export type Known = Pick<StoredDoc, '_id' | 'gen' | 'state' | 'n' | 'tail' | 'size'>;

/** An update to be appended to a document. */
export interface Appendix {
  doc: Known;
  update: Uint8Array;
}

export type Appended = Pick<StoredDoc, 'n' | 'tail' | 'size'>;

interface Waiting extends Appendix {
  done: (now: Appended | null) => void;
  failed: (error: unknown) => void;
}

/** A command must stay far below the store's 48 MB, and not keep others waiting. */
const atOnce = 100;

/**
 * Appends to many documents by one command: whatever comes while the last is under way goes together in the next. Where a
 * document is not as it was known, each of the command is appended by itself; what is then there twice is the same for Yjs.
 */
export function createAppending(store: {
  /** False when not all of them were as known; some may have been appended. */
  appendMany(batch: readonly Appendix[]): Promise<boolean>;
  append(id: string, gen: number, state: StoredDoc['state'], update: Uint8Array): Promise<Appended | null>;
}) {
  let waiting: Waiting[] = [];
  let working = false;

  async function alone({ doc, update, done, failed }: Waiting): Promise<void> {
    try {
      done(await store.append(doc._id, doc.gen, doc.state, update));
    } catch (error) {
      failed(error);
    }
  }

  async function write(batch: readonly Waiting[]): Promise<void> {
    const together = batch.length > 1 && (await store.appendMany(batch).catch(() => false));
    if (!together) await Promise.all(batch.map(alone));
    else
      for (const { doc, update, done } of batch) done({ n: doc.n + 1, tail: doc.tail + update.length, size: doc.size });
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, atOnce);
      waiting = waiting.slice(atOnce);
      await write(batch);
    }
    working = false;
  }

  /** Durable when it answers; null: the document is not in this state any more. */
  return (doc: Known, update: Uint8Array): Promise<Appended | null> =>
    new Promise((done, failed) => {
      waiting.push({ doc, update, done, failed });
      if (working) return;
      working = true;
      // The others of this beat come in the same turn of the event loop.
      setImmediate(() => void work());
    });
}

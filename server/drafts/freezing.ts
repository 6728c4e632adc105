import { applyUpdate, type Doc, encodeStateVector } from 'yjs';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Documents } from '../collab/documents.ts';
import { hasGaps, holds, mustBeSound, mustBeStateVector, Unsound } from '../collab/updates.ts';
import type { Tx } from '../events/batch.ts';
import type { Keeping } from './keeping.ts';
import type { Draft } from './model.ts';
import { mustOwn } from './policy.ts';
import type { DraftStore } from './store.ts';

/** Which draft is to become something, and what its author's client has. */
interface Wanted {
  docId: string;
  gen: number;
  update?: string | undefined;
  vector?: string | undefined;
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
 * A draft becomes a message or a comment, in the very transaction that reads its text: not a key falls between, and it
 * happens once.
 */
export function createFreezing(deps: {
  store: DraftStore;
  documents: Documents;
  keeping: Keeping;
  /** Has this node heard something for the document that is not stored yet? */
  unsettled: (docId: string) => boolean;
}) {
  const { store, documents, keeping } = deps;

  return {
    /** The author's draft that is to be frozen, or what it has become already. @throws notFound, conflict */
    async find(tx: Tx, actor: Actor, kind: Draft['kind'], { docId, gen }: Wanted): Promise<Draft> {
      const draft = await store.find(docId, tx.session);
      mustOwn(actor, draft);
      if (draft.kind !== kind) throw notFound('draft');
      if (draft.gen !== gen) throw new AppError('conflict', 'This is another draft by now.');
      const became = draft.state === 'posted' && draft.messageId !== null;
      if (draft.state === 'open' || became) return draft;
      throw new AppError('conflict', 'This draft has been thrown away or taken back.');
    },

    /** The document with the author's last words; all that his client has is in it. @throws unsaved, invalid, tooLarge */
    async whole(tx: Tx, draft: Draft, input: Wanted): Promise<{ doc: Doc; update: Uint8Array | null }> {
      const loaded = await documents.load(draft._id, tx.session);
      if (!loaded) throw notFound('draft');
      const { doc, stored } = loaded;
      const update = input.update ? bytesIn(input.update) : null;
      if (update) {
        checked('update', () => mustBeSound(update));
        if (!documents.fits(stored.size + stored.tail + update.length)) {
          throw new AppError('tooLarge', 'A draft may have 2 MB. Shorten the text, or attach a file.');
        }
        checked('update', () => applied(doc, update));
      }
      if (hasGaps(doc) || (!update && deps.unsettled(draft._id))) throw unsaved();
      if (input.vector) {
        const vector = checked('vector', () => mustBeStateVector(bytesIn(input.vector ?? '')));
        if (!holds(mustBeStateVector(encodeStateVector(doc)), vector)) throw unsaved();
      }
      return { doc, update };
    },

    /** From here on nobody writes into it: a key that comes at this moment makes the transaction begin again. */
    async freeze(
      tx: Tx,
      draft: Draft,
      update: Uint8Array | null,
      became: Pick<Draft, 'messageId' | 'taken'>,
    ): Promise<void> {
      const { _id, gen } = draft;
      const pushed = update === null || (await documents.append(_id, gen, 'open', update, tx.write()));
      const frozen = pushed && (await documents.setState(_id, gen, 'open', 'posted', tx.write()));
      if (!frozen) throw new Error(`Draft ${_id} and its document disagree`);
      await keeping.save(tx, draft, { state: 'posted', closedAt: tx.now, ...became });
    },
  };
}

export type Freezing = ReturnType<typeof createFreezing>;

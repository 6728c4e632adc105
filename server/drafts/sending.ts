import { applyUpdate, type Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Documents } from '../collab/documents.ts';
import { hasGaps, holds, mustBeSound, mustBeStateVector, Unsound } from '../collab/updates.ts';
import type { ConversationService } from '../conversations/service.ts';
import type { Tx } from '../events/batch.ts';
import { fieldsOf } from './fields.ts';
import type { Keeping } from './keeping.ts';
import type { Draft } from './model.ts';
import { mustOwn } from './policy.ts';
import { htmlOf } from './render.ts';
import type { DraftStore } from './store.ts';

/** Further ahead than anybody plans an answer. */
const latestSendMs = 366 * 86_400_000;

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

/**
 * A draft becomes a message: exactly once, whoever asks how often and where. The document is frozen in the very
 * transaction that reads it, so not a key falls between. product: R7–R10.
 */
export function createDraftSending(deps: {
  store: DraftStore;
  documents: Documents;
  keeping: Keeping;
  conversations: ConversationService;
  /** Has this node heard something for the document that is not stored yet? */
  unsettled: (docId: string) => boolean;
  /** How long a message waits for its author to think again. */
  undoMs: number;
}) {
  const { store, documents, keeping, conversations } = deps;

  /** The document with the author's last words; all that his client has is in it. */
  async function wholeText(
    tx: Tx,
    draft: Draft,
    input: Input<'draft.send'>,
  ): Promise<{ doc: Doc; update: Uint8Array | null }> {
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
  }

  function dueAt(tx: Tx, sendAt: string | undefined): Date | undefined {
    const now = tx.now.getTime();
    const wanted = sendAt ? Date.parse(sendAt) : now;
    if (wanted > now + latestSendMs)
      throw new AppError('invalid', 'sendAt: at most a year from now.', { field: 'sendAt' });
    const due = Math.max(wanted, now + deps.undoMs);
    return due > now ? new Date(due) : undefined;
  }

  return {
    /** @throws notFound, conflict, unsaved, invalid, stale, tooLarge; the draft is then as it was */
    async send(tx: Tx, actor: Actor, input: Input<'draft.send'>): Promise<Output<'draft.send'>> {
      const draft = await store.find(input.docId, tx.session);
      mustOwn(actor, draft);
      if (draft.kind !== 'reply') throw notFound('draft');
      if (draft.gen !== input.gen) throw new AppError('conflict', 'This is another draft by now.');
      if (draft.state === 'posted' && draft.messageId) return { messageId: draft.messageId };
      if (draft.state !== 'open') throw new AppError('conflict', 'This draft has been thrown away or taken back.');
      const { doc, update } = await wholeText(tx, draft, input);
      const { files, ...fields } = fieldsOf(doc);
      const { messageId, seen, anyway, statusId } = input;
      const html = htmlOf(doc.getXmlFragment('body'));
      doc.destroy();
      const { taken } = await conversations.sending.send(tx, actor, {
        ...fields,
        ticketId: draft.ticketId,
        messageId,
        seen,
        anyway,
        statusId,
        html,
        fileIds: files,
        dueAt: dueAt(tx, input.sendAt),
      });
      if (!taken) throw new AppError('conflict', 'This message id was used for another message. Take a new one.');
      await freeze(tx, draft, update);
      await keeping.save(tx, draft, { state: 'posted', closedAt: tx.now, messageId, taken });
      return { messageId };
    },

    /** The message is gone, its text is a draft again, beside what has been written since. */
    async undo(tx: Tx, actor: Actor, messageId: string): Promise<Output<'message.undo'>> {
      const draft = await store.byMessage(tx.workspaceId, messageId, tx.session);
      if (draft?.ownerId !== actor.id || !draft.taken) throw notFound('message');
      await conversations.sending.takeBack(tx, actor, messageId, draft.taken);
      await keeping.save(tx, draft, { messageId: null, taken: null });
      const loaded = await documents.load(draft._id, tx.session);
      if (!loaded) throw notFound('draft');
      const { workspaceId, ticketId, ownerId, kind } = draft;
      const text = encodeStateAsUpdate(loaded.doc);
      loaded.doc.destroy();
      const again = await keeping.seed(tx, { workspaceId, ticketId, ownerId, kind }, text, {});
      return { docId: again._id, gen: again.gen };
    },
  };

  /** From here on nobody writes into it: a key that comes at this moment makes the transaction begin again. */
  async function freeze(tx: Tx, { _id, gen }: Draft, update: Uint8Array | null): Promise<void> {
    const pushed = update === null || (await documents.append(_id, gen, 'open', update, tx.write()));
    const frozen = pushed && (await documents.setState(_id, gen, 'open', 'posted', tx.write()));
    if (!frozen) throw new Error(`Draft ${_id} and its document disagree`);
  }
}

function applied(doc: Doc, update: Uint8Array): void {
  try {
    applyUpdate(doc, update);
  } catch {
    throw new Unsound('This is no Yjs update');
  }
}

export type DraftSending = ReturnType<typeof createDraftSending>;

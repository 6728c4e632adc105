import { encodeStateAsUpdate } from 'yjs';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Documents } from '../collab/documents.ts';
import { htmlOf } from '../collab/rich.ts';
import type { CommentService } from '../comments/service.ts';
import type { ConversationService } from '../conversations/service.ts';
import type { Tx } from '../events/batch.ts';
import { fieldsOf } from './fields.ts';
import type { Freezing } from './freezing.ts';
import type { Keeping } from './keeping.ts';
import { uploadersOf } from './model.ts';
import type { DraftStore } from './store.ts';

/** Further ahead than anybody plans an answer. */
const latestSendMs = 366 * 86_400_000;

/** What becomes of drafts: messages and comments, exactly once, whoever asks how often and where. product: R7–R10, M4. */
export function createDraftSending(deps: {
  store: DraftStore;
  documents: Documents;
  keeping: Keeping;
  freezing: Freezing;
  conversations: ConversationService;
  comments: CommentService;
  /** How long a message waits for its author to think again. */
  undoMs: number;
}) {
  const { store, documents, keeping, freezing, conversations, comments } = deps;

  function dueAt(tx: Tx, sendAt: string | undefined): Date | undefined {
    const now = tx.now.getTime();
    const wanted = sendAt ? Date.parse(sendAt) : now;
    if (wanted > now + latestSendMs) {
      throw new AppError('invalid', 'sendAt: at most a year from now.', { field: 'sendAt' });
    }
    const due = Math.max(wanted, now + deps.undoMs);
    return due > now ? new Date(due) : undefined;
  }

  return {
    /** @throws notFound, conflict, unsaved, invalid, stale, tooLarge; the draft is then as it was */
    async send(tx: Tx, actor: Actor, input: Input<'draft.send'>): Promise<Output<'draft.send'>> {
      const draft = await freezing.find(tx, actor, 'reply', input);
      if (draft.messageId) return { messageId: draft.messageId };
      const { doc, update } = await freezing.whole(tx, draft, input);
      const { files, quote, forward = false, ...fields } = fieldsOf(doc);
      const html = htmlOf(doc.getXmlFragment('body'));
      doc.destroy();
      const { messageId, seen, anyway, statusId, properties } = input;
      const { taken } = await conversations.sending.send(tx, actor, {
        ...fields,
        ticketId: draft.ticketId,
        messageId,
        seen,
        anyway,
        statusId,
        properties,
        html,
        fileIds: files,
        quote: forward ? (quote === false ? 'rewritten' : 'forward') : quote ? 'answer' : undefined,
        writers: uploadersOf(draft),
        dueAt: dueAt(tx, input.sendAt),
      });
      if (!taken) throw new AppError('conflict', 'This message id was used for another message. Take a new one.');
      await freezing.freeze(tx, draft, update, { messageId, taken });
      return { messageId };
    },

    /** The same for a comment: no customer gets it, and nothing waits. */
    async post(tx: Tx, actor: Actor, input: Input<'comment.post'>): Promise<Output<'comment.post'>> {
      const draft = await freezing.find(tx, actor, 'comment', input);
      if (draft.messageId) return { commentId: draft.messageId };
      const { doc, update } = await freezing.whole(tx, draft, input);
      const html = htmlOf(doc.getXmlFragment('body'));
      doc.destroy();
      const { commentId } = input;
      await comments.add(tx, actor, { ticketId: draft.ticketId, commentId, html }, draft.ownerId);
      await freezing.freeze(tx, draft, update, { messageId: commentId, taken: null });
      return { commentId };
    },

    /** The message is gone, its text is a draft again, beside what has been written since. */
    async undo(tx: Tx, actor: Actor, messageId: string): Promise<Output<'message.undo'>> {
      const draft = await store.byMessage(tx.workspaceId, messageId, tx.session);
      if (draft?.ownerId !== actor.id || !draft.taken) throw notFound('message');
      await conversations.takeBack(tx, actor, messageId, draft.taken);
      await keeping.save(tx, draft, { messageId: null, taken: null });
      const loaded = await documents.load(draft._id, tx.session);
      if (!loaded) throw notFound('draft');
      const { workspaceId, ticketId, ownerId, kind } = draft;
      const text = encodeStateAsUpdate(loaded.doc);
      loaded.doc.destroy();
      const again = await keeping.seed(tx, { workspaceId, ticketId, ownerId, kind }, text, {
        writers: uploadersOf(draft),
      });
      return { docId: again._id, gen: again.gen };
    },
  };
}

export type DraftSending = ReturnType<typeof createDraftSending>;

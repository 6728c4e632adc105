import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import { carriedBack, carriedTo, type Ticket } from '../tickets/model.ts';
import { type Comment, viewOf } from './model.ts';
import type { CommentStore } from './store.ts';

/** Each is an event; a screen that misses more than a thousand loads anew. */
const carriedAtOnce = 900;

/** What colleagues said of a ticket goes along with it when that is merged, and back. product: T14. */
export function createCommentCarrying({ store }: { store: CommentStore }) {
  function tell(tx: Tx, ticket: Ticket, moved: Comment[], actorId: Id): void {
    const delivery = { audience: ticket.audience, subject: { kind: 'ticket', id: ticket._id } as const, actorId };
    for (const one of moved) tx.emit({ type: 'comment.added', comment: viewOf(one) }, delivery);
  }

  return {
    /** @throws tooLarge */
    async carry(tx: Tx, from: Ticket, to: Ticket, actorId: Id): Promise<void> {
      const found = await store.of(tx.workspaceId, from._id, carriedAtOnce + 1, tx.session);
      if (found.length > carriedAtOnce) {
        throw new AppError('tooLarge', `A ticket with more than ${carriedAtOnce} comments cannot be merged.`);
      }
      if (found.length === 0) return;
      const moved = found.map((comment) => carriedTo(comment, to._id));
      await store.replaceAll(moved, tx.write());
      tell(tx, to, moved, actorId);
    },

    async carryBack(tx: Tx, from: Ticket, toId: Id, actorId: Id) {
      const found = await store.cameWith(tx.workspaceId, from._id, toId, tx.session);
      const moved = found.map((comment) => carriedBack(comment, toId));
      if (moved.length > 0) await store.replaceAll(moved, tx.write());
      const leaves = { audience: from.audience, subject: { kind: 'ticket', id: from._id } as const, actorId };
      for (const { id } of moved) tx.emit({ type: 'comment.left', ticketId: from._id, commentId: id }, leaves);
      return { tell: (to: Ticket) => tell(tx, to, moved, actorId) };
    },
  };
}

export type CommentCarrying = ReturnType<typeof createCommentCarrying>;

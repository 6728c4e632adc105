import { canSee } from '../../shared/access.ts';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { type Actor, rightsOf } from '../auth/actor.ts';
import type { AuthStore } from '../auth/store.ts';
import type { Documents } from '../collab/documents.ts';
import { htmlOf } from '../collab/rich.ts';
import { seedOf } from '../collab/seed.ts';
import type { Standing } from '../collab/standing.ts';
import type { ReadWhole } from '../collab/whole.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Comment } from './model.ts';
import { mayChange, mustChangeComment, mustOwnComment } from './policy.ts';
import type { CommentService } from './service.ts';
import type { CommentStore } from './store.ts';

/** More than write one comment. */
const editorsAtMost = 50;

interface Found {
  comment: Comment;
  ticket: Ticket;
}

/**
 * A comment that has been added is changed in a document of its own, by several at once if its author lets them, and
 * becomes what that document says once, whoever asks. product: M4.
 */
export function createCommentEditing(deps: {
  store: CommentStore;
  comments: CommentService;
  documents: Documents;
  tickets: TicketService;
  auth: AuthStore;
  whole: ReadWhole;
  clock: Clock;
}) {
  const { store, comments, documents, tickets, auth, clock } = deps;

  const ticketOf = (comment: Comment | null, session?: ClientSession): Promise<Ticket | null> =>
    comment ? tickets.find(comment.workspaceId, comment.ticketId, session) : Promise.resolve(null);

  async function find(tx: Tx, actor: Actor, commentId: string, must: typeof mustChangeComment): Promise<Found> {
    const comment = await store.find(tx.workspaceId, commentId, tx.session);
    const ticket = await ticketOf(comment, tx.session);
    must(actor, comment, ticket);
    if (!ticket) throw notFound('comment');
    return { comment, ticket };
  }

  const changed = ({ id, version }: Comment) => ({ commentId: id, version });

  /** The change that is being written, or that this document has become already. @throws notFound, conflict */
  function mustBeThis({ edit }: Comment, { docId, gen }: { docId: string; gen: number }): { open: boolean } {
    if (edit?.docId === docId && edit.gen === gen) return edit;
    if (edit && edit.gen > gen) throw new AppError('conflict', 'This comment has been changed again since.');
    throw notFound('draft');
  }

  async function close(tx: Tx, { comment }: Found, as: 'posted' | 'discarded'): Promise<Comment['edit']> {
    const { edit } = comment;
    if (!edit || !(await documents.setState(edit.docId, edit.gen, 'open', as, tx.write()))) {
      throw new Error(`Comment ${comment._id} and its document disagree`);
    }
    return { ...edit, open: false };
  }

  return {
    /** Asked by the Yjs endpoint. Access that is lost ends it for everybody, its author included. */
    async standingOf(actor: Actor, doc: { _id: string }): Promise<Standing | null> {
      const comment = await store.ofDoc(doc._id);
      if (comment?.workspaceId !== actor.workspaceId) return null;
      return mayChange(actor, comment, await ticketOf(comment)) ? { as: 'guest', about: comment.ticketId } : null;
    },

    /** Whose words they are that come too late for a document, and where they belong. */
    async slotOf(docId: string, session: ClientSession): Promise<{ ticketId: Id; ownerId: Id; gen: number } | null> {
      const comment = await store.ofDoc(docId, session);
      return comment && { ticketId: comment.ticketId, ownerId: comment.memberId, gen: comment.edit?.gen ?? 1 };
    },

    async share(tx: Tx, actor: Actor, { commentId, memberId }: Input<'comment.share'>) {
      const { comment, ticket } = await find(tx, actor, commentId, mustOwnComment);
      const member = await auth.member(tx.workspaceId, memberId, tx.session);
      if (!member || memberId === actor.id || !canSee(rightsOf(member), ticket)) throw notFound('member');
      if (comment.editorIds.includes(memberId)) return changed(comment);
      if (comment.editorIds.length >= editorsAtMost) {
        throw new AppError('invalid', `At most ${editorsAtMost} colleagues change one comment.`, { field: 'memberId' });
      }
      return changed(await comments.set(tx, actor, ticket, comment, { editorIds: [...comment.editorIds, memberId] }));
    },

    async unshare(tx: Tx, actor: Actor, { commentId, memberId }: Input<'comment.unshare'>) {
      const { comment, ticket } = await find(tx, actor, commentId, mustOwnComment);
      if (!comment.editorIds.includes(memberId)) return changed(comment);
      const editorIds = comment.editorIds.filter((id) => id !== memberId);
      return changed(await comments.set(tx, actor, ticket, comment, { editorIds }));
    },

    /** Seeded by the server: two who open it at once write into the same text. */
    async edit(tx: Tx, actor: Actor, commentId: string): Promise<Output<'comment.edit'>> {
      const { comment, ticket } = await find(tx, actor, commentId, mustChangeComment);
      if (comment.edit?.open) return { commentId, docId: comment.edit.docId, gen: comment.edit.gen };
      if (comment.edit) await documents.remove(comment.edit.docId, tx.write());
      const gen = (comment.edit?.gen ?? 0) + 1;
      const docId = `edit.${newId(clock)}.${gen}`;
      const { workspaceId, html } = comment;
      await documents.create({ _id: docId, workspaceId, kind: 'comment', gen }, seedOf(html), tx.write());
      await comments.set(tx, actor, ticket, comment, { edit: { docId, gen, open: true } });
      return { commentId, docId, gen };
    },

    /** @throws notFound, conflict, unsaved, invalid, tooLarge; everything is then as it was */
    async save(tx: Tx, actor: Actor, input: Input<'comment.save'>): Promise<Output<'comment.save'>> {
      const found = await find(tx, actor, input.commentId, mustChangeComment);
      const { comment, ticket } = found;
      if (!mustBeThis(comment, input).open) return changed(comment);
      const { doc, update } = await deps.whole(input.docId, input, tx.session);
      const html = htmlOf(doc.getXmlFragment('body'));
      doc.destroy();
      if (update && !(await documents.append(input.docId, input.gen, 'open', update, tx.write()))) {
        throw new Error(`Comment ${comment._id} and its document disagree`);
      }
      const edit = await close(tx, found, 'posted');
      return changed(await comments.rewrite(tx, actor, ticket, comment, { html }, { edit }));
    },

    async leaveAsIs(tx: Tx, actor: Actor, input: Input<'comment.leaveAsIs'>): Promise<Output<'comment.leaveAsIs'>> {
      const found = await find(tx, actor, input.commentId, mustChangeComment);
      const { comment, ticket } = found;
      if (!mustBeThis(comment, input).open) return changed(comment);
      const edit = await close(tx, found, 'discarded');
      return changed(await comments.set(tx, actor, ticket, comment, { edit }));
    },
  };
}

export type CommentEditing = ReturnType<typeof createCommentEditing>;

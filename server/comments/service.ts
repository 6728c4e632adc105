import { createHash } from 'node:crypto';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { NotificationService } from '../notifications/service.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Comment, commentKey, viewOf } from './model.ts';
import { mustChangeComment, mustSeeComment } from './policy.ts';
import type { CommentStore } from './store.ts';

const textLimit = 100_000;
/** More than anybody changes a comment. */
const editsShown = 200;

const mentionsIn = (html: string): Id[] =>
  [...html.matchAll(/data-mention="([0-9a-f-]{36})"/gi)].map(([, id]) => id ?? '');

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url');

export interface NewComment {
  ticketId: Id;
  commentId: string;
  html: string;
  mentions?: Id[] | undefined;
}

/** What colleagues say to each other beside a conversation. product: M1, M3, M4. */
export function createCommentService(deps: {
  store: CommentStore;
  tickets: TicketService;
  notifications: NotificationService;
  /** Rich text reduced to what may be shown, and as plain text. */
  reduce: (html: string) => string;
  textOf: (html: string) => string;
  clock: Clock;
}) {
  const { store, tickets, notifications, clock } = deps;

  /** @throws invalid for an empty one, and for a mention of nobody */
  async function checked(tx: Tx, input: { html: string; mentions?: Id[] | undefined }) {
    const html = deps.reduce(input.html);
    const text = deps.textOf(html).slice(0, textLimit);
    const mentions = [...new Set([...(input.mentions ?? []), ...mentionsIn(html)])];
    if (text.trim() === '' && mentions.length === 0) {
      throw new AppError('invalid', 'The comment is empty. Write something.', { field: 'html' });
    }
    await notifications.mustBePeople(tx, mentions);
    return { html, text, mentions };
  }

  function tell(
    tx: Tx,
    ticket: Ticket,
    type: 'comment.added' | 'comment.changed',
    comment: Comment,
    actorId: Id,
  ): void {
    const subject = { kind: 'ticket', id: ticket._id } as const;
    tx.emit({ type, comment: viewOf(comment) }, { audience: ticket.audience, subject, actorId });
  }

  /** Keeps what it said if that is something else, and tells whom this change mentions for the first time. @throws invalid */
  async function rewrite(
    tx: Tx,
    actor: Actor,
    ticket: Ticket,
    found: Comment,
    input: { html: string; mentions?: Id[] | undefined },
    more: Partial<Pick<Comment, 'edit'>> = {},
  ): Promise<Comment> {
    const { id, html, workspaceId } = found;
    const said = await checked(tx, input);
    if (said.html === html && said.mentions.every((one) => found.mentions.includes(one))) {
      return set(tx, actor, ticket, found, more);
    }
    const next = { ...found, ...said, ...more, editedAt: tx.now, editedBy: actor.id, version: found.version + 1 };
    const [at, memberId] = [found.editedAt ?? found.at, found.editedBy ?? found.memberId];
    await store.insertEdit({ _id: newId(clock), workspaceId, commentId: id, at, memberId, html }, tx.write());
    await store.replace(next, tx.write());
    tell(tx, ticket, 'comment.changed', next, actor.id);
    const fresh = next.mentions.filter((one) => !found.mentions.includes(one));
    await notifications.mentioned(tx, ticket, { id, memberId: actor.id, mentions: fresh });
    return next;
  }

  /** What everybody who sees it is told of, besides its text. */
  async function set(
    tx: Tx,
    actor: Actor,
    ticket: Ticket,
    found: Comment,
    fields: Partial<Pick<Comment, 'editorIds' | 'edit'>>,
  ): Promise<Comment> {
    const next = { ...found, ...fields, version: found.version + 1 };
    await store.replace(next, tx.write());
    tell(tx, ticket, 'comment.changed', next, actor.id);
    return next;
  }

  return {
    rewrite,
    set,

    /** @param authorId who has written it, when another adds it. @throws notFound, conflict, invalid */
    async add(tx: Tx, actor: Actor, input: NewComment, authorId: Id = actor.id): Promise<Comment> {
      const { commentId } = input;
      const ticket = await tickets.mustSee(actor, input.ticketId, tx.session);
      const inputHash = hashOf([input.ticketId, input.html, input.mentions ?? []]);
      const known = await store.find(tx.workspaceId, commentId, tx.session);
      if (known) {
        if (known.memberId === authorId && known.inputHash === inputHash) return known;
        throw new AppError('conflict', 'This comment id was used for another comment. Take a new one.');
      }
      const comment: Comment = {
        _id: commentKey(tx.workspaceId, commentId),
        workspaceId: tx.workspaceId,
        id: commentId,
        ticketId: ticket._id,
        memberId: authorId,
        ...(await checked(tx, input)),
        at: tx.now,
        seq: tx.nextSeq(),
        editedAt: null,
        editedBy: null,
        editorIds: [],
        edit: null,
        inputHash,
        version: 1,
      };
      await store.insert(comment, tx.write());
      tell(tx, ticket, 'comment.added', comment, actor.id);
      await notifications.commented(tx, ticket, comment);
      return comment;
    },

    async update(tx: Tx, actor: Actor, input: Input<'comment.update'>): Promise<Output<'comment.update'>> {
      const found = await store.find(tx.workspaceId, input.commentId, tx.session);
      const ticket = found && (await tickets.find(tx.workspaceId, found.ticketId, tx.session));
      mustChangeComment(actor, found, ticket);
      if (!ticket) throw notFound('comment');
      if (found.edit?.open) {
        throw new AppError('conflict', 'This comment is being changed by somebody. Write along, or wait.');
      }
      if (found.version !== input.version) {
        throw new AppError('conflict', 'This comment has been changed meanwhile. Look at it first.');
      }
      const { id, version } = await rewrite(tx, actor, ticket, found, input);
      return { commentId: id, version };
    },

    async list(actor: Actor, { cursor, limit = 50, ...asked }: Input<'comment.list'>): Promise<Output<'comment.list'>> {
      const { _id: ticketId } = await tickets.mustSee(actor, asked.ticketId);
      const before = cursor ? Number(cursor) : null;
      if (before !== null && !Number.isInteger(before)) {
        const message = 'The cursor is not one of ours. Start the list again without it.';
        throw new AppError('invalid', message, { field: 'cursor' });
      }
      const page = await store.page(actor.workspaceId, ticketId, before, limit + 1);
      const items = page.slice(0, limit);
      return { items: items.map(viewOf), next: page.length > limit ? String(items.at(-1)?.seq) : null };
    },

    async history(actor: Actor, commentId: string): Promise<Output<'comment.history'>> {
      const found = await store.find(actor.workspaceId, commentId);
      mustSeeComment(actor, found, found && (await tickets.find(actor.workspaceId, found.ticketId)));
      const edits = await store.editsOf(actor.workspaceId, commentId, editsShown);
      const items = edits.map(({ at, memberId, html }) => ({
        at: at.toISOString(),
        memberId: memberId ?? found.memberId,
        html,
      }));
      return { items, next: null };
    },
  };
}

export type CommentService = ReturnType<typeof createCommentService>;

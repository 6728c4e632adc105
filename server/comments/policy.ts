import { canSee } from '../../shared/access.ts';
import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Ticket } from '../tickets/model.ts';
import type { Comment } from './model.ts';

/** Who sees a ticket sees its comments. @throws notFound, the same for a comment that is not there */
export function mustSeeComment(
  actor: Actor,
  comment: Comment | null,
  ticket: Ticket | null,
): asserts comment is Comment {
  if (!comment || !ticket || !canSee(actor.rights, ticket)) throw notFound('comment');
}

/** Only its author changes it, as long as he sees it. @throws notFound */
export function mustOwnComment(
  actor: Actor,
  comment: Comment | null,
  ticket: Ticket | null,
): asserts comment is Comment {
  mustSeeComment(actor, comment, ticket);
  if (comment.memberId !== actor.id) throw notFound('comment');
}

/** Its author changes it, and those he lets, as long as they see it. @throws notFound */
export function mustChangeComment(
  actor: Actor,
  comment: Comment | null,
  ticket: Ticket | null,
): asserts comment is Comment {
  mustSeeComment(actor, comment, ticket);
  if (!mayChange(actor, comment, ticket)) throw notFound('comment');
}

export const mayChange = (actor: Actor, comment: Comment, ticket: Ticket | null): boolean =>
  ticket !== null &&
  canSee(actor.rights, ticket) &&
  (comment.memberId === actor.id || comment.editorIds.includes(actor.id));

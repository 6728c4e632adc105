import { z } from 'zod';
import { CommentView, DocId, Lane, NotificationView, TicketRef } from '../entities.ts';
import { ClientId, Cursor, Id, Moment } from '../ids.ts';
import { command, query } from './call.ts';
import { Base64 } from './drafts.ts';

const Html = z.string().min(1).max(500_000);
const Mentions = z.array(Id).max(100);
const Page = { cursor: Cursor.nullable().optional(), limit: z.int().min(1).max(200).optional() };

export const commentCalls = {
  'comment.list': query(
    "A ticket's comments, newest first.",
    z.strictObject({ ticketId: Id, ...Page }),
    z.object({ items: z.array(CommentView), next: Cursor.nullable() }),
  ),
  'comment.add': command(
    'Comment on a ticket you may see. `commentId` is yours: adding it twice is adding it once. `mentions` are members and teams; each person is notified once for a comment, if the ticket is open to him, or once it is.',
    z.strictObject({ ticketId: Id, commentId: ClientId, html: Html, mentions: Mentions.optional() }),
    z.object({ commentId: ClientId }),
  ),
  'comment.post': command(
    'Add your comment draft, once, however often you ask and whoever of those you share it with helps you write. `update` and `vector` as in draft.send.',
    z.strictObject({
      docId: DocId,
      gen: z.int().min(1),
      commentId: ClientId,
      update: Base64(900_000).optional(),
      vector: Base64(20_000).optional(),
    }),
    z.object({ commentId: ClientId }),
  ),
  'comment.update': command(
    'Change your comment. `version` is the one you have seen; what it said before is kept.',
    z.strictObject({ commentId: ClientId, version: z.int(), html: Html, mentions: Mentions.optional() }),
    z.object({ commentId: ClientId, version: z.int() }),
  ),
  'comment.history': query(
    'What a comment said before it was changed, newest first.',
    z.strictObject({ commentId: ClientId }),
    z.object({ items: z.array(z.object({ at: Moment, html: z.string() })), next: z.null() }),
  ),
  'notification.list': query(
    'What you have been told, newest first; only of tickets that are open to you now.',
    z.strictObject({ lane: Lane, ...Page }),
    z.object({
      items: z.array(NotificationView.extend({ ticket: TicketRef })),
      next: Cursor.nullable(),
    }),
  ),
  'notification.acknowledge': command(
    'You have seen it. Until then it stays.',
    z.strictObject({ notificationId: z.string().max(200) }),
    z.object({ notificationId: z.string() }),
  ),
  'notification.acknowledgeAll': command(
    'You have seen all but your mentions, which are acknowledged one by one.',
    z.strictObject({}),
    z.object({ count: z.int() }),
  ),
};

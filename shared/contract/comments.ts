import { z } from 'zod';
import { CommentView, DocId } from '../entities.ts';
import { ClientId, Cursor, Id, Moment } from '../ids.ts';
import { command, query } from './call.ts';
import { Base64 } from './drafts.ts';

const Html = z.string().min(1).max(500_000);
const Mentions = z.array(Id).max(100);
const Changed = z.object({ commentId: ClientId, version: z.int() });
const Editing = z.object({ commentId: ClientId, docId: DocId, gen: z.int().min(1) });
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
    'Change a comment of yours, or one whose author lets you, in one go. `version` is the one you have seen; what it said before is kept. While it is being changed together (`comment.edit`) this is a `conflict`.',
    z.strictObject({ commentId: ClientId, version: z.int(), html: Html, mentions: Mentions.optional() }),
    Changed,
  ),
  'comment.history': query(
    'What a comment said before it was changed, when and by whom it had been written so, newest first.',
    z.strictObject({ commentId: ClientId }),
    z.object({
      items: z.array(z.object({ at: Moment, memberId: Id, html: z.string() })),
      next: z.null(),
    }),
  ),
  'comment.share': command(
    'Let a colleague who may see the ticket change your comment, too.',
    z.strictObject({ commentId: ClientId, memberId: Id }),
    Changed,
  ),
  'comment.unshare': command(
    'Change your comment alone again.',
    z.strictObject({ commentId: ClientId, memberId: Id }),
    Changed,
  ),
  'comment.edit': command(
    'Open a comment for changing, together with whoever does so already. Type into it at `/collab/<docId>`; the document holds what the comment says.',
    z.strictObject({ commentId: ClientId }),
    Editing,
  ),
  'comment.save': command(
    'The comment says from now on what its document says; once, whoever of those who write asks how often. `update` and `vector` as in draft.send.',
    z.strictObject({
      ...Editing.shape,
      update: Base64(900_000).optional(),
      vector: Base64(20_000).optional(),
    }),
    Changed,
  ),
  'comment.leaveAsIs': command(
    'Throw the change that is being written away, for all who write it: the comment says what it said.',
    z.strictObject(Editing.shape),
    Changed,
  ),
};

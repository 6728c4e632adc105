import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import { type Comment, commentKey, type Edit } from './model.ts';

const text = { type: String, required: true };

export function createCommentStore(connection: Connection) {
  const comments = defineModel<Comment>(
    connection,
    'comments',
    {
      workspaceId: text,
      id: text,
      ticketId: text,
      memberId: text,
      html: text,
      text: { type: String, default: '' },
      mentions: [String],
      at: Date,
      seq: Number,
      editedAt: { type: Date, default: null },
      editedBy: { type: String, default: null },
      editorIds: [String],
      edit: Mixed,
      inputHash: text,
      mergedFrom: { type: [String], default: undefined },
      version: Number,
    },
    [
      [{ workspaceId: 1, ticketId: 1, seq: -1 }],
      [{ 'edit.docId': 1 }],
      // What came along with a ticket that was merged.
      [{ workspaceId: 1, mergedFrom: 1 }],
    ],
  );
  const edits = defineModel<Edit>(
    connection,
    'commentEdits',
    { workspaceId: text, commentId: text, at: Date, memberId: String, html: text },
    [[{ workspaceId: 1, commentId: 1, _id: -1 }]],
  );

  /** Those that were written before comments could be changed together lack some fields. */
  const whole = (comment: Comment | null): Comment | null =>
    comment && {
      ...comment,
      editedBy: comment.editedBy ?? null,
      editorIds: comment.editorIds ?? [],
      edit: comment.edit ?? null,
    };
  const allWhole = (found: Comment[]): Comment[] => found.flatMap((comment) => whole(comment) ?? []);

  return {
    insert: (comment: Comment, session: ClientSession) => comments.insertMany([comment], { session, lean: true }),
    replace: (comment: Comment, session: ClientSession) =>
      comments.replaceOne({ _id: comment._id, version: comment.version - 1 }, comment, { session }),
    replaceAll: (changed: Comment[], session: ClientSession) =>
      comments.bulkWrite(
        changed.map((comment) => ({ replaceOne: { filter: { _id: comment._id }, replacement: comment } })),
        { session },
      ),
    /** Of a ticket, the earliest first. */
    of: async (workspaceId: Id, ticketId: Id, limit: number, session: ClientSession) =>
      allWhole(
        await comments.find({ workspaceId, ticketId }).sort({ seq: 1 }).limit(limit).session(session).lean<Comment[]>(),
      ),
    /** Of all these tickets, newest first; `before` is the seq to go on from. */
    across: async (workspaceId: Id, ticketIds: Id[], before: number | null, limit: number) =>
      allWhole(
        await comments
          .find({
            workspaceId,
            ticketId: op({ $in: ticketIds }),
            ...(before === null ? {} : { seq: op({ $lt: before }) }),
          })
          .sort({ seq: -1 })
          .limit(limit)
          .lean<Comment[]>(),
      ),
    /** Those of `ticketId` that came along with `mergedFrom`. */
    cameWith: async (workspaceId: Id, ticketId: Id, mergedFrom: Id, session: ClientSession) =>
      allWhole(
        await comments.find({ workspaceId, mergedFrom, ticketId }).sort({ seq: 1 }).session(session).lean<Comment[]>(),
      ),
    find: async (workspaceId: Id, id: string, session?: ClientSession) =>
      whole(
        await comments
          .findById(commentKey(workspaceId, id))
          .session(session ?? null)
          .lean<Comment>(),
      ),
    /** The comment that is, or was last, changed in this document. */
    ofDoc: async (docId: string, session?: ClientSession) =>
      whole(
        await comments
          .findOne({ 'edit.docId': docId })
          .session(session ?? null)
          .lean<Comment>(),
      ),
    findMany: (workspaceId: Id, ids: string[]) =>
      comments.find({ _id: op({ $in: ids.map((id) => commentKey(workspaceId, id)) }) }).lean<Comment[]>(),
    async removeOf(workspaceId: Id, ticketId: Id, session: ClientSession): Promise<void> {
      const found = await comments.find({ workspaceId, ticketId }).select({ id: 1 }).session(session).lean<Comment[]>();
      const commentId = op({ $in: found.map(({ id }) => id) });
      await edits.deleteMany({ workspaceId, commentId }, { session });
      await comments.deleteMany({ workspaceId, ticketId }, { session });
    },
    /** The documents that comments of a ticket are or were changed in. */
    async docsOf(workspaceId: Id, ticketId: Id, session: ClientSession): Promise<string[]> {
      const found = await comments
        .find({ workspaceId, ticketId, 'edit.docId': op({ $exists: true }) })
        .session(session)
        .lean<Comment[]>();
      return found.flatMap(({ edit }) => edit?.docId ?? []);
    },
    /** Newest first; `before` is the seq to go on from. */
    page: async (workspaceId: Id, ticketId: Id, before: number | null, limit: number) =>
      allWhole(
        await comments
          .find({ workspaceId, ticketId, ...(before === null ? {} : { seq: op({ $lt: before }) }) })
          .sort({ seq: -1 })
          .limit(limit)
          .lean<Comment[]>(),
      ),
    /** What came after `seq`, newest first. */
    newerThan: (workspaceId: Id, ticketId: Id, seq: number, limit: number, session: ClientSession) =>
      comments
        .find({ workspaceId, ticketId, seq: op({ $gt: seq }) })
        .sort({ seq: -1 })
        .limit(limit)
        .session(session)
        .lean<Comment[]>(),
    insertEdit: (edit: Edit, session: ClientSession) => edits.insertMany([edit], { session, lean: true }),
    editsOf: (workspaceId: Id, commentId: string, limit: number) =>
      edits.find({ workspaceId, commentId }).sort({ _id: -1 }).limit(limit).lean<Edit[]>(),
  };
}

export type CommentStore = ReturnType<typeof createCommentStore>;

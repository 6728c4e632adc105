import type { CommentView } from '../../shared/entities.ts';
import type { Unstamped } from '../../shared/events.ts';
import type { Id } from '../../shared/ids.ts';

/** `id` is unique for ever in its workspace. Comments lie apart from messages: nothing that goes out can hold one. */
export interface Comment {
  _id: string;
  workspaceId: Id;
  id: string;
  ticketId: Id;
  memberId: Id;
  html: string;
  text: string;
  mentions: Id[];
  at: Date;
  seq: number;
  editedAt: Date | null;
  /** Who changed it last. */
  editedBy: Id | null;
  /** Colleagues whom its author lets change it. */
  editorIds: Id[];
  edit: { docId: string; gen: number; open: boolean } | null;
  /** What was asked for, hashed: the same id with another content is a conflict. */
  inputHash: string;
  /** The tickets it lay in before, and came along with when they were merged. */
  mergedFrom?: Id[];
  version: number;
}

/** What a comment said until somebody changed it. */
export interface Edit {
  _id: string;
  workspaceId: Id;
  commentId: string;
  at: Date;
  /** Who had written it so. */
  memberId: Id;
  html: string;
}

export const commentKey = (workspaceId: Id, id: string) => `${workspaceId}:${id}`;

export const viewOf = (comment: Comment): CommentView => ({
  id: comment.id,
  ticketId: comment.ticketId,
  memberId: comment.memberId,
  html: comment.html,
  text: comment.text,
  mentions: comment.mentions,
  at: comment.at.toISOString(),
  seq: comment.seq,
  editedAt: comment.editedAt?.toISOString() ?? null,
  editedBy: comment.editedBy,
  editorIds: comment.editorIds,
  edit: comment.edit,
  version: comment.version,
});

/** The documents whose state or writers an event has changed. */
export function docsIn(event: Unstamped | null): string[] {
  return event?.type === 'comment.changed' && event.comment.edit ? [event.comment.edit.docId] : [];
}

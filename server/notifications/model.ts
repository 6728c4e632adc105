import type { Lane, NotificationView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';

/** Told to one member, kept until he has acknowledged it. Shown only while the ticket is open to him. */
export interface Notification {
  _id: string;
  workspaceId: Id;
  memberId: Id;
  lane: Lane;
  topic: NotificationView['topic'];
  ticketId: Id;
  commentId: string | null;
  messageId: string | null;
  actorId: Id | null;
  at: Date;
  acknowledgedAt: Date | null;
  /** When it was in a mail to him. */
  mailedAt: Date | null;
  version: number;
}

/** Where on the desk it leads: to the very comment or message. */
export function pathOf({ ticketId, commentId, messageId }: Notification): string {
  const at = commentId ? `?comment=${commentId}` : messageId ? `?message=${messageId}` : '';
  return `/desk/open/${ticketId}${at}`;
}

/** One mention of a person in a comment, however often his name is in it. */
export const mentionKey = (commentId: string, memberId: Id) => `mention:${commentId}:${memberId}`;

export const viewOf = (notification: Notification): NotificationView => ({
  id: notification._id,
  lane: notification.lane,
  topic: notification.topic,
  ticketId: notification.ticketId,
  commentId: notification.commentId,
  messageId: notification.messageId,
  actorId: notification.actorId,
  at: notification.at.toISOString(),
  acknowledgedAt: notification.acknowledgedAt?.toISOString() ?? null,
  version: notification.version,
});

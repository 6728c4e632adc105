import type { TFunction } from 'i18next';
import type { ListedNotification } from '../../shared/contract/notifications.ts';
import type { MemberView } from '../../shared/entities.ts';

type Members = Readonly<Record<string, MemberView>>;

export const actorOf = (one: ListedNotification, members: Members): MemberView | undefined =>
  one.actorId ? members[one.actorId] : undefined;

/** Who did what, in words. */
export function toldOf(t: TFunction<'notices'>, one: ListedNotification, members: Members): string {
  const fallback = t(one.topic === 'replied' ? 'customer' : 'somebody');
  return t(`told.${one.topic}`, { name: actorOf(one, members)?.name ?? one.who ?? fallback });
}

export const ticketOf = ({ ticket }: ListedNotification): string => `#${ticket.number} ${ticket.name}`;

/** Where it leads: to the very comment or message. */
export const searchOf = ({ commentId, messageId }: ListedNotification): { comment?: string; message?: string } =>
  commentId ? { comment: commentId } : messageId ? { message: messageId } : {};

export const opensOf = ({ commentId, messageId }: ListedNotification): 'comment' | 'message' | 'ticket' =>
  commentId ? 'comment' : messageId ? 'message' : 'ticket';

import { AppError, notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Message, Taken } from './model.ts';
import type { MessageStore } from './store.ts';

/** Whom it was written for has not got it, and will not. */
function neverLeft({ delivery, dueAt, transmittedAt }: Message, now: Date): boolean {
  if (transmittedAt) return false;
  if (delivery?.state === 'failed') return delivery.returns === true;
  return delivery?.state === 'queued' && delivery.attempts === 0 && dueAt != null && dueAt > now;
}

export const createTakingBack = ({ messages, tickets }: { messages: MessageStore; tickets: TicketService }) =>
  /** Takes a message back before it leaves, or when it could not. @throws notFound when it is not his; conflict when it has gone */
  async function takeBack(tx: Tx, actor: Actor, messageId: string, taken: Taken): Promise<Message> {
    const message = await messages.find(tx.workspaceId, messageId, tx.session);
    if (message?.memberId !== actor.id) throw notFound('message');
    const { ticketId } = message;
    if (!neverLeft(message, tx.now)) {
      throw new AppError('conflict', 'This message has left. It can no longer be taken back.');
    }
    await messages.remove(message, tx.write());
    const ticket = await tickets.find(tx.workspaceId, ticketId, tx.session);
    if (!ticket) return message;
    const subject = { kind: 'ticket', id: ticket._id } as const;
    const delivered = { audience: ticket.audience, subject, actorId: actor.id };
    tx.emit({ type: 'message.left', ticketId, messageId }, delivered);
    await tickets.forgetMessage(tx, ticket, { ...taken, at: message.at, actorId: actor.id });
    return message;
  };

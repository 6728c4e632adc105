import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Inside, type Message, textLimit, viewOf } from './model.ts';
import { type Found, mustEditMessage } from './policy.ts';
import type { MessageStore } from './store.ts';

/** Mails that could not be read, read again. */
export function createRereading(deps: { messages: MessageStore; tickets: TicketService }) {
  const { messages, tickets } = deps;

  async function placedOf(tx: Tx, messageId: string) {
    const message = await messages.find(tx.workspaceId, messageId, tx.session);
    return { message, ticket: message && (await tickets.find(tx.workspaceId, message.ticketId, tx.session)) };
  }

  async function save(tx: Tx, { message, ticket }: Found, fields: Partial<Message>, actorId: Id | null) {
    const next: Message = { ...message, ...fields, version: message.version + 1 };
    await messages.replace(next, tx.write());
    const subject = { kind: 'ticket', id: ticket._id } as const;
    tx.emit({ type: 'message.changed', message: viewOf(next) }, { audience: ticket.audience, subject, actorId });
    return next;
  }

  return {
    /** @throws notFound; conflict when there is nothing to be read again */
    async ask(tx: Tx, actor: Actor, messageId: string): Promise<Message> {
      const placed = await placedOf(tx, messageId);
      mustEditMessage(actor, placed);
      const { message } = placed;
      if (!message.broken || message.sourceBlob === null) {
        throw new AppError('conflict', 'This message was read whole.');
      }
      tx.later({ kind: 'mail.readAgain', payload: { rawMailId: messageId } });
      return save(tx, placed, { reading: true }, actor.id);
    },

    async settle(tx: Tx, messageId: Id, inside: Inside): Promise<void> {
      const { message, ticket } = await placedOf(tx, messageId);
      if (!message || !ticket) return;
      const [text, quoted] = [inside.text.slice(0, textLimit), inside.quoted.slice(0, textLimit)];
      await save(tx, { message, ticket }, { ...inside, text, quoted, reading: false }, null);
    },
  };
}

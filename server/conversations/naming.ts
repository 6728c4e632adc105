import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Message, sameAddress, viewOf } from './model.ts';
import type { MessageStore } from './store.ts';

/** Whose messages are a contact's changes when somebody says who he is. product: R11. */
export function createNaming({ messages, tickets }: { messages: MessageStore; tickets: TicketService }) {
  async function give(tx: Tx, found: Message[], contactId: Id, actorId: Id | null): Promise<void> {
    if (found.length === 0) return;
    const named = found.map((message) => ({ ...message, contactId, version: message.version + 1 }));
    await messages.replaceAll(named, tx.write());
    const at = await tickets.findCurrent(
      tx.workspaceId,
      [...new Set(named.map(({ ticketId }) => ticketId))],
      tx.session,
    );
    for (const message of named) {
      const ticket = at.get(message.ticketId);
      if (!ticket) continue;
      const delivery = { audience: ticket.audience, subject: { kind: 'ticket', id: ticket._id } as const, actorId };
      tx.emit({ type: 'message.changed', message: viewOf(message) }, delivery);
    }
  }

  return {
    /** Up to so many of the one's are the other's; answers whether there may be more. */
    async hand(tx: Tx, fromId: Id, intoId: Id, limit: number, actorId: Id | null): Promise<boolean> {
      const found = await messages.ofContact(tx.workspaceId, fromId, limit, tx.session);
      await give(tx, found, intoId, actorId);
      return found.length === limit;
    },

    /** A message that is nobody's, with what the same address has written in its ticket. */
    async name(tx: Tx, ticket: Ticket, message: Message, contactId: Id, actorId: Id): Promise<void> {
      const all = await messages.since(tx.workspaceId, ticket._id, 0, namedAtOnce, tx.session);
      const { address } = message.from;
      const theirs = all.filter(
        (one) =>
          one.direction === 'in' &&
          one.contactId === null &&
          (one.id === message.id || (address !== '' && sameAddress(one.from.address, address))),
      );
      await give(tx, theirs, contactId, actorId);
    },
  };
}

/** More than one stranger writes before somebody asks who he is. */
const namedAtOnce = 900;

export type Naming = ReturnType<typeof createNaming>;

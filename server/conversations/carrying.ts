import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import { type Answered, carriedBack, carriedTo, type Ticket, type Told } from '../tickets/model.ts';
import { type Message, snippetOf, viewOf } from './model.ts';
import type { MessageStore } from './store.ts';

/** Each is an event; a screen that misses more than a thousand loads anew. */
export const carriedAtOnce = 900;

/** A conversation goes along with its ticket when that is merged, and back. product: T14. */
export function createCarrying({ messages }: { messages: MessageStore }) {
  function tell(tx: Tx, ticket: Ticket, moved: Message[], actorId: Id): void {
    const delivery = { audience: ticket.audience, subject: { kind: 'ticket', id: ticket._id } as const, actorId };
    for (const one of moved) tx.emit({ type: 'message.added', message: viewOf(one) }, delivery);
  }

  return {
    /** Whoever saw the ticket they were in is told that it is gone; that says all. @throws tooLarge */
    async carry(tx: Tx, from: Ticket, to: Ticket, actorId: Id): Promise<void> {
      const found = await messages.since(tx.workspaceId, from._id, 0, carriedAtOnce + 1, tx.session);
      if (found.length > carriedAtOnce) {
        throw new AppError('tooLarge', `A ticket with more than ${carriedAtOnce} messages cannot be merged.`);
      }
      if (found.length === 0) return;
      const moved = found.map((message) => carriedTo(message, to._id));
      await messages.replaceAll(moved, tx.write());
      tell(tx, to, moved, actorId);
    },

    /** With what has come for that ticket since. `tell` it to those who see that ticket once they do. */
    async carryBack(tx: Tx, from: Ticket, toId: Id, actorId: Id) {
      const found = await messages.cameWith(tx.workspaceId, from._id, toId, tx.session);
      const moved = found.map((message) => carriedBack(message, toId));
      if (moved.length > 0) await messages.replaceAll(moved, tx.write());
      const leaves = { audience: from.audience, subject: { kind: 'ticket', id: from._id } as const, actorId };
      for (const { id } of moved) tx.emit({ type: 'message.left', ticketId: from._id, messageId: id }, leaves);
      return { tell: (to: Ticket) => tell(tx, to, moved, actorId) };
    },

    /** When people answered there, from this place in the log on. */
    async answeredSince(tx: Tx, ticketId: Id, seq: number): Promise<Answered> {
      const since = await messages.since(tx.workspaceId, ticketId, seq, carriedAtOnce, tx.session);
      const answers = since.filter(({ direction, memberId }) => direction === 'out' && memberId !== null);
      return { firstReplyAt: answers[0]?.at ?? null, lastReplyAt: answers.at(-1)?.at ?? null };
    },

    /** Where in the log its last message stands, and what its messages say of the ticket. */
    async told(tx: Tx, ticket: Pick<Ticket, '_id' | 'createdAt'>): Promise<{ lastSeq: number; told: Told }> {
      const last = await messages.last(tx.workspaceId, ticket._id, tx.session);
      const [lastIn] = await messages.latest(tx.workspaceId, ticket._id, 'in', 1, tx.session);
      const lastMessage = last && {
        at: last.at,
        direction: last.direction,
        snippet: snippetOf(last.text || last.subject),
      };
      const told = { lastMessage, activityAt: last?.at ?? ticket.createdAt, lastInSeq: lastIn?.seq ?? 0 };
      return { lastSeq: last?.seq ?? 0, told };
    },
  };
}

export type Carrying = ReturnType<typeof createCarrying>;

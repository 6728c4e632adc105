import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from './model.ts';
import type { Apply } from './saving.ts';

const dayMs = 86_400_000;
/** So long a ticket can be had back from the trash, and so long spam is kept. product: T13, T16. */
const trashDays = 30;
const spamDays = 90;

const inDays = (tx: Tx, days: number) => new Date(tx.now.getTime() + days * dayMs);

/** Laying tickets aside: for later, as spam, in the trash; and having them back. product: T13, T16. */
export function createAside({ apply }: { apply: Apply }) {
  return {
    /** Lays it aside; a job wakes it. @throws invalid for a time that has passed, conflict for what is closed or put away */
    async snooze(tx: Tx, ticket: Ticket, until: Date | null, actorId: Id): Promise<Ticket> {
      if (until && until <= tx.now) {
        throw new AppError('invalid', 'Choose a time that is still to come.', { field: 'until' });
      }
      if (ticket.state === 'closed' || ticket.spamAt || ticket.trashedAt) {
        throw new AppError('conflict', 'Only a ticket that is open or waits can be laid aside.');
      }
      if (ticket.snooze && ticket.snooze.until?.getTime() === until?.getTime()) return ticket;
      if (until) {
        const payload = { ticketId: ticket._id, until: until.toISOString() };
        tx.later({ kind: 'ticket.wake', payload, runAt: until });
      }
      return apply(tx, ticket, { snooze: { until } }, actorId);
    },

    unsnooze: async (tx: Tx, ticket: Ticket, actorId: Id | null): Promise<Ticket> =>
      ticket.snooze ? apply(tx, ticket, { snooze: null }, actorId) : ticket,

    async markSpam(tx: Tx, ticket: Ticket, actorId: Id | null): Promise<Ticket> {
      if (ticket.spamAt) return ticket;
      tx.later({ kind: 'ticket.purge', payload: { ticketId: ticket._id }, runAt: inDays(tx, spamDays) });
      return apply(tx, ticket, { spamAt: tx.now, snooze: null }, actorId);
    },

    unmarkSpam: async (tx: Tx, ticket: Ticket, actorId: Id): Promise<Ticket> =>
      ticket.spamAt ? apply(tx, ticket, { spamAt: null }, actorId) : ticket,

    async trash(tx: Tx, ticket: Ticket, actorId: Id): Promise<Ticket> {
      if (ticket.trashedAt) return ticket;
      tx.later({ kind: 'ticket.purge', payload: { ticketId: ticket._id }, runAt: inDays(tx, trashDays) });
      return apply(tx, ticket, { trashedAt: tx.now, snooze: null }, actorId);
    },

    restore: async (tx: Tx, ticket: Ticket, actorId: Id): Promise<Ticket> =>
      ticket.trashedAt ? apply(tx, ticket, { trashedAt: null }, actorId) : ticket,

    /** Has it lain in the trash, or as spam, for as long as is promised? Whoever put it back and away again began anew. */
    isDue({ spamAt, trashedAt }: Ticket, now: Date): boolean {
      const since = (at: Date | null, days: number) => at !== null && now.getTime() - at.getTime() >= days * dayMs;
      return since(trashedAt, trashDays) || since(spamAt, spamDays);
    },
  };
}

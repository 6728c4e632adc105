import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from './model.ts';
import type { TicketService } from './service.ts';

/** What hangs on a ticket and goes with it. */
export type Forget = (tx: Tx, ticketId: Id) => Promise<unknown>;

/** Takes a ticket away for good, with what was merged into it and all that hangs on either. product: T13 */
export function createPurging({ tickets, forget }: { tickets: TicketService; forget: readonly Forget[] }) {
  return async function purge(tx: Tx, ticket: Ticket): Promise<void> {
    for (const gone of [ticket, ...(await tickets.mergedInto(tx, ticket))]) {
      for (const one of forget) await one(tx, gone._id);
      await tickets.purge(tx, gone);
    }
  };
}

export type Purge = ReturnType<typeof createPurging>;

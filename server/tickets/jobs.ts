import { z } from 'zod';
import { Id, Moment } from '../../shared/ids.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { Clock } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { TicketService } from './service.ts';

const Waking = z.object({ ticketId: Id, until: Moment });
const Purging = z.object({ ticketId: Id });

/** What hangs on a ticket and goes with it. */
export type Forget = (workspaceId: Id, ticketId: Id, session: ClientSession) => Promise<unknown>;

/** What time does to tickets that lie aside. Either job may find that somebody was there before it. */
export function ticketJobs(deps: {
  tickets: TicketService;
  unitOfWork: UnitOfWork;
  clock: Clock;
  forget: Forget[];
}): Record<'ticket.wake' | 'ticket.purge', JobHandler> {
  const { tickets, unitOfWork, clock, forget } = deps;
  return {
    async 'ticket.wake'({ workspaceId, payload }) {
      const { ticketId, until } = Waking.parse(payload);
      await unitOfWork.run(workspaceId, null, async (tx) => {
        const ticket = await tickets.find(workspaceId, ticketId, tx.session);
        if (ticket?.snooze?.until?.toISOString() === until) await tickets.unsnooze(tx, ticket, null);
      });
    },
    async 'ticket.purge'({ workspaceId, payload }) {
      const { ticketId } = Purging.parse(payload);
      await unitOfWork.run(workspaceId, null, async (tx) => {
        const ticket = await tickets.find(workspaceId, ticketId, tx.session);
        if (!ticket || !tickets.isDue(ticket, clock.now())) return;
        await tickets.purge(tx, ticket);
        for (const one of forget) await one(workspaceId, ticketId, tx.write());
      });
    },
  };
}

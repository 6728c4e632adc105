import { z } from 'zod';
import { Id, Moment } from '../../shared/ids.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { Clock } from '../platform/clock.ts';
import type { Purge } from './purging.ts';
import type { TicketService } from './service.ts';

const Waking = z.object({ ticketId: Id, until: Moment });
const Idle = z.object({ ticketId: Id, due: Moment });
const Watching = z.object({ statusIds: z.array(Id) });
const Purging = z.object({ ticketId: Id });

/** So many tickets are changed in one transaction. design: one write path, bulk changes. */
const step = 100;

/** What time does to tickets that lie aside. Either job may find that somebody was there before it. */
export function ticketJobs(deps: {
  tickets: TicketService;
  unitOfWork: UnitOfWork;
  clock: Clock;
  purge: Purge;
}): Record<'ticket.wake' | 'ticket.purge' | 'ticket.idle' | 'pipeline.watch', JobHandler> {
  const { tickets, unitOfWork, clock, purge } = deps;
  return {
    async 'ticket.wake'({ workspaceId, payload }) {
      const { ticketId, until } = Waking.parse(payload);
      await unitOfWork.run(workspaceId, null, async (tx) => {
        const ticket = await tickets.findExactly(workspaceId, ticketId, tx.session);
        if (ticket?.mergedIntoId) return;
        if (ticket?.snooze?.until?.toISOString() === until) await tickets.unsnooze(tx, ticket, null);
      });
    },
    async 'ticket.idle'({ workspaceId, payload }) {
      const { ticketId, due } = Idle.parse(payload);
      await unitOfWork.run(workspaceId, null, async (tx) => {
        const ticket = await tickets.find(workspaceId, ticketId, tx.session);
        if (ticket?.idleAt?.toISOString() === due) await tickets.lookIdle(tx, ticket);
      });
    },
    async 'pipeline.watch'({ workspaceId, payload }) {
      for (const statusId of Watching.parse(payload).statusIds) {
        let after: string | null = null;
        do {
          const from: string | null = after;
          after = await unitOfWork.run(workspaceId, null, (tx) => tickets.watchAnew(tx, statusId, from, step));
        } while (after);
      }
    },
    async 'ticket.purge'({ workspaceId, payload }) {
      const { ticketId } = Purging.parse(payload);
      await unitOfWork.run(workspaceId, null, async (tx) => {
        const ticket = await tickets.findExactly(workspaceId, ticketId, tx.session);
        if (!ticket || ticket.mergedIntoId || !tickets.isDue(ticket, clock.now())) return;
        await purge(tx, ticket);
      });
    },
  };
}

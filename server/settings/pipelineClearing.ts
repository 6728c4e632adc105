import { z } from 'zod';
import { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { TicketService } from '../tickets/service.ts';

/** So many tickets are moved in one transaction. design: one write path, bulk changes. */
const step = 100;

const Payload = z.object({
  moves: z.array(z.object({ from: Id, to: Id })),
  toPipelineId: Id,
  dropped: Id.nullable(),
  actorId: Id,
});

/** A status or pipeline goes at once for people; this moves its tickets, and can be stopped anywhere. */
export function clearPipelineJob(deps: { tickets: TicketService; unitOfWork: UnitOfWork }): JobHandler {
  const { tickets, unitOfWork } = deps;

  /** Answers whether there may be more. */
  async function move(tx: Tx, from: Id, to: Id, { toPipelineId, actorId }: z.infer<typeof Payload>): Promise<boolean> {
    const some = await tickets.inStatus(tx, from, step);
    for (const ticket of some) await tickets.moveTo(tx, ticket, toPipelineId, to, actorId);
    return some.length === step;
  }

  return async (job) => {
    const payload = Payload.parse(job.payload);
    const { dropped } = payload;
    for (const { from, to } of payload.moves) {
      for (let more = true; more; ) {
        more = await unitOfWork.run(job.workspaceId, null, (tx) => move(tx, from, to, payload));
      }
    }
    if (dropped) await unitOfWork.run(job.workspaceId, null, (tx) => tickets.forgetPipeline(tx, dropped));
  };
}

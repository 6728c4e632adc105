import { z } from 'zod';
import { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { TicketService } from '../tickets/service.ts';

/** So many tickets are changed in one transaction. design: one write path, bulk changes. */
const step = 100;

const Payload = z.object({ memberId: Id, actorId: Id });

/** What somebody who is gone still had to do is nobody's now; what he has closed stays his. Can be stopped anywhere. */
export function clearMemberJob(deps: { tickets: TicketService; unitOfWork: UnitOfWork }): JobHandler {
  const { tickets, unitOfWork } = deps;

  async function clear(tx: Tx, { memberId, actorId }: z.infer<typeof Payload>): Promise<boolean> {
    const some = await tickets.openOf(tx, memberId, step);
    for (const ticket of some) await tickets.update(tx, ticket, { ownerId: null }, actorId);
    return some.length === step;
  }

  return async (job) => {
    const payload = Payload.parse(job.payload);
    for (let more = true; more; ) more = await unitOfWork.run(job.workspaceId, null, (tx) => clear(tx, payload));
  };
}

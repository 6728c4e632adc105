import { z } from 'zod';
import { Id } from '../../shared/ids.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { JobHandler } from '../jobs/worker.ts';

const Payload = z.object({ workspaceId: Id, sessionIds: z.array(Id) });

/** Closes the sockets of sessions that were ended from another workspace: a log reaches its own workspace only. */
export const closeSessionsJob =
  (unitOfWork: UnitOfWork): JobHandler =>
  async (job) => {
    const { workspaceId, sessionIds } = Payload.parse(job.payload);
    await unitOfWork.run(workspaceId, null, async (tx) => tx.endSession(...sessionIds));
  };

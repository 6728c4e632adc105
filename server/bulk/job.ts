import { setImmediate as yieldTurn } from 'node:timers/promises';
import { z } from 'zod';
import { Id } from '../../shared/ids.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { BulkService } from './service.ts';

const Payload = z.object({ bulkId: Id });

/** Does page after page, and lets others have their turn in between. Killed anywhere, it goes on with the page that is next. */
export function bulkJob({ bulk, unitOfWork }: { bulk: BulkService; unitOfWork: UnitOfWork }): JobHandler {
  return async ({ workspaceId, payload }) => {
    const { bulkId } = Payload.parse(payload);
    for (let more = true; more; ) {
      more = await unitOfWork.run(workspaceId, null, (tx) => bulk.step(tx, bulkId));
      await yieldTurn();
    }
  };
}

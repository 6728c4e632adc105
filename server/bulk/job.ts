import { setImmediate as yieldTurn } from 'node:timers/promises';
import { z } from 'zod';
import { Id } from '../../shared/ids.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import { Hopeless, type JobHandler } from '../jobs/worker.ts';
import type { BulkService } from './service.ts';

const Payload = z.object({ bulkId: Id });

/** A page that fails this often will not go better; whoever waits for it should not wait for ever. */
const triesAtMost = 5;

/** Does page after page, and lets others have their turn in between. Killed anywhere, it goes on with the page that is next. */
export function bulkJob({ bulk, unitOfWork }: { bulk: BulkService; unitOfWork: UnitOfWork }): JobHandler {
  return async ({ workspaceId, payload, attempts }) => {
    const { bulkId } = Payload.parse(payload);
    try {
      for (let more = true; more; ) {
        more = await unitOfWork.run(workspaceId, null, (tx) => bulk.step(tx, bulkId));
        await yieldTurn();
      }
    } catch (error) {
      if (attempts < triesAtMost) throw error;
      await unitOfWork.run(workspaceId, null, (tx) => bulk.giveUp(tx, bulkId));
      throw new Hopeless(`A bulk change was given up: ${String(error)}`);
    }
  };
}

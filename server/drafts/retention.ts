import type { Documents } from '../collab/documents.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { Clock } from '../platform/clock.ts';
import type { DraftStore } from './store.ts';

/** So long a draft can be had back. product: D4. */
const keptDays = 30;
const atOnce = 200;

/** Forgets drafts that were sent or thrown away long ago. */
export async function forgetOldDrafts(deps: {
  store: DraftStore;
  documents: Documents;
  unitOfWork: UnitOfWork;
  clock: Clock;
}): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - keptDays * 86_400_000);
  for (;;) {
    const old = await deps.store.closedBefore(before, atOnce);
    for (const { _id, workspaceId } of old) {
      await deps.unitOfWork.run(workspaceId, null, async (tx) => {
        await deps.documents.remove(_id, tx.write());
        await deps.store.remove([_id], tx.write());
      });
    }
    if (old.length < atOnce) return;
  }
}

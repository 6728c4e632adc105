import type { Id } from '../../shared/ids.ts';
import type { Documents } from '../collab/documents.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { Clock } from '../platform/clock.ts';
import { selfScope } from './model.ts';
import type { DraftStore } from './store.ts';

/** So long a draft can be had back. product: D4. */
const keptDays = 30;
const atOnce = 200;

/** A ticket is gone for good: what was begun for it goes with it, and its authors' screens are told. */
export async function forgetDraftsOf(
  { store, documents }: { store: DraftStore; documents: Documents },
  tx: Tx,
  ticketId: Id,
): Promise<void> {
  const found = await store.ofTicket(tx.workspaceId, ticketId, tx.session);
  for (const draft of found) {
    await documents.remove(draft._id, tx.write());
    if (draft.state !== 'open') continue;
    tx.emit({ type: 'draft.left', docId: draft._id }, { audience: [selfScope(draft.ownerId)] });
    for (const guest of draft.sharedWith) {
      tx.emit({ type: 'draft.uninvited', docId: draft._id, ticketId }, { audience: [selfScope(guest)] });
    }
  }
  const ids = found.map(({ _id }) => _id);
  if (ids.length > 0) await store.remove(ids, tx.write());
}

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

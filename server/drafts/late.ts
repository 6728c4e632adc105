import { mergeUpdates } from 'yjs';
import type { Id } from '../../shared/ids.ts';
import type { Documents } from '../collab/documents.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Keeping } from './keeping.ts';
import { newLines, paragraphs } from './recovery.ts';
import type { DraftStore } from './store.ts';

/**
 * What was typed into a draft that had been sent meanwhile, offline or in the same breath, or into a comment whose
 * change had been saved: the new words become the author's open draft, marked as recovered. The same words coming twice are taken once.
 */
export function createLateText(deps: {
  store: DraftStore;
  documents: Documents;
  keeping: Keeping;
  unitOfWork: UnitOfWork;
  /** Comments that are changed together lie in documents that are no drafts. */
  edited: (docId: string, session: ClientSession) => Promise<{ ticketId: Id; ownerId: Id; gen: number } | null>;
}) {
  const { store, documents, keeping, unitOfWork } = deps;
  return (workspaceId: string, docId: string, update: Uint8Array): Promise<void> =>
    unitOfWork.run(workspaceId, null, async (tx) => {
      const draft = await store.find(docId, tx.session);
      const found = await documents.read(docId, 0, tx.session);
      const slot = draft ?? (await deps.edited(docId, tx.session));
      if (!slot || !found) return;
      const known = await documents.lateOf(docId, tx.session);
      const lines = newLines([...found.updates, ...known], update);
      if (lines.length === 0) return;
      await documents.keepLate(docId, slot.gen, mergeUpdates([...known, update]), tx.write());
      const { ticketId, ownerId } = slot;
      const kind = draft?.kind ?? 'comment';
      await keeping.seed(tx, { workspaceId, ticketId, ownerId, kind }, paragraphs(lines), { recovered: true });
    });
}

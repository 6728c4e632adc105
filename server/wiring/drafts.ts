import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { StoredDoc } from '../collab/model.ts';
import type { ReadWhole } from '../collab/whole.ts';
import { docsIn as editedDocsIn } from '../comments/model.ts';
import { createAnnouncing } from '../drafts/announcing.ts';
import { createFreezing } from '../drafts/freezing.ts';
import { draftCommands, draftQueries } from '../drafts/handlers.ts';
import { createKeeping } from '../drafts/keeping.ts';
import { createLateText } from '../drafts/late.ts';
import { docsIn } from '../drafts/model.ts';
import { forgetDraftsOf, forgetOldDrafts } from '../drafts/retention.ts';
import { createDraftSending } from '../drafts/sending.ts';
import { createDraftService } from '../drafts/service.ts';
import { createDraftStore } from '../drafts/store.ts';
import type { Tx } from '../events/batch.ts';
import type { LogEntry } from '../events/store.ts';
import type { Ground } from './ground.ts';
import type { Talk } from './talk.ts';
import type { Tickets } from './tickets.ts';

/** What somebody is writing. */
export function createDrafts(
  { connection, auth, documents, files, links, unitOfWork, config, logger, clock }: Ground,
  { tickets }: Tickets,
  { conversations, comments, editing }: Talk,
  whole: ReadWhole,
  settle: (docId: string) => Promise<void>,
) {
  const store = createDraftStore(connection);
  const keeping = createKeeping({ store, documents });
  const drafts = createDraftService({ store, documents, keeping, tickets, auth, files, links });
  const parts = { store, documents, keeping, unitOfWork };
  const announcing = createAnnouncing({ ...parts, now: () => performance.now(), logger });
  const sending = createDraftSending({
    ...parts,
    conversations,
    comments,
    freezing: createFreezing({ ...parts, tickets, whole }),
    undoMs: config.undoMs,
  });

  return {
    drafts,
    announcing,
    /** A ticket's go with it. */
    forget: (tx: Tx, ticketId: Id) => forgetDraftsOf(parts, tx, ticketId),
    forgetOld: () => forgetOldDrafts({ ...parts, clock }),
    /** What the Yjs endpoint asks and tells of them. */
    inRooms: {
      standingOf: (actor: Actor, doc: Pick<StoredDoc, '_id' | 'kind'>) =>
        doc.kind === 'comment' ? editing.standingOf(actor, doc) : drafts.standingOf(actor, doc),
      written: announcing.written,
      late: createLateText({ ...parts, edited: editing.slotOf }),
      docsIn: ({ data }: LogEntry) => [...docsIn(data), ...editedDocsIn(data)],
    },
    queries: draftQueries(drafts),
    commands: draftCommands(drafts, sending, settle),
  };
}

export type Drafts = ReturnType<typeof createDrafts>;

import { createAnnouncing } from '../drafts/announcing.ts';
import { createFreezing } from '../drafts/freezing.ts';
import { draftCommands, draftQueries } from '../drafts/handlers.ts';
import { createKeeping } from '../drafts/keeping.ts';
import { createLateText } from '../drafts/late.ts';
import { docsIn } from '../drafts/model.ts';
import { forgetOldDrafts } from '../drafts/retention.ts';
import { createDraftSending } from '../drafts/sending.ts';
import { createDraftService } from '../drafts/service.ts';
import { createDraftStore } from '../drafts/store.ts';
import type { LogEntry } from '../events/store.ts';
import type { Ground } from './ground.ts';
import type { Talk } from './talk.ts';
import type { Tickets } from './tickets.ts';

/** What somebody is writing. `unsettled`: text of a document is still on its way to the store. */
export function createDrafts(
  { connection, auth, documents, unitOfWork, config, logger, clock }: Ground,
  { tickets }: Tickets,
  { conversations, comments }: Talk,
  unsettled: (docId: string) => boolean,
) {
  const store = createDraftStore(connection);
  const keeping = createKeeping({ store, documents });
  const drafts = createDraftService({ store, documents, keeping, tickets, auth });
  const parts = { store, documents, keeping, unitOfWork };
  const announcing = createAnnouncing({ ...parts, now: () => performance.now(), logger });
  const sending = createDraftSending({
    ...parts,
    conversations,
    comments,
    freezing: createFreezing({ ...parts, unsettled }),
    undoMs: config.undoMs,
  });

  return {
    drafts,
    announcing,
    forgetOld: () => forgetOldDrafts({ ...parts, clock }),
    /** What the Yjs endpoint asks and tells of them. */
    inRooms: {
      standingOf: drafts.standingOf,
      written: announcing.written,
      late: createLateText(parts),
      docsIn: ({ data }: LogEntry) => docsIn(data),
    },
    queries: draftQueries(drafts),
    commands: draftCommands(drafts, sending),
  };
}

export type Drafts = ReturnType<typeof createDrafts>;

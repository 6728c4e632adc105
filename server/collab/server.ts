import type { IncomingMessage } from 'node:http';
import type { Id } from '../../shared/ids.ts';
import type { ActorOf } from '../auth/actor.ts';
import type { Claims } from '../auth/credentials.ts';
import type { Doorbell } from '../events/doorbell.ts';
import type { Relay } from '../events/relay.ts';
import { type LogEntry, subjectIds } from '../events/store.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Connection } from './connection.ts';
import type { Documents } from './documents.ts';
import { createEndpoint } from './endpoint.ts';
import { createRooms } from './rooms.ts';
import { createAdmission, type StandingOf } from './standing.ts';

/** What the features that own documents are asked and told. */
export interface DocFeatures {
  standingOf: StandingOf;
  /** Something was stored. Often: once for a few keys. */
  written(workspaceId: Id, docId: string): void;
  /** Takes what was typed into a document that had become a message. Durable when it answers. */
  late(workspaceId: Id, docId: string, update: Uint8Array): Promise<void>;
  /** The documents whose state or guests an entry of the log has changed. */
  docsIn(entry: LogEntry): string[];
}

/** The Yjs endpoint: rooms, rights, nodes. design: drafts and shared comments. */
export function createCollab(deps: {
  documents: Documents;
  features: DocFeatures;
  doorbell: Doorbell;
  relay: () => Relay;
  actorOf: ActorOf;
  claimsOf: (request: IncomingMessage) => Promise<Claims | null>;
  mayConnect: (request: IncomingMessage) => boolean;
  clock: Clock;
  logger: Logger;
}) {
  const { features, relay } = deps;
  const now = () => performance.now();
  const rooms = createRooms({
    documents: deps.documents,
    doorbell: deps.doorbell,
    logger: deps.logger,
    now,
    nodeId: newId(deps.clock),
    written: features.written,
    late: features.late,
  });
  const endpoint = createEndpoint({
    ...deps,
    rooms,
    now,
    admission: createAdmission({ ...deps, standingOf: features.standingOf }),
    follow: (workspaceId) => relay().follow(workspaceId),
    left: (workspaceId) => relay().unfollow(workspaceId),
  });

  return {
    upgrade: endpoint.upgrade,
    isIn: endpoint.isIn,
    sockets: endpoint.sockets,
    close: endpoint.close,
    /** Has this node heard something for the document that is not stored yet? */
    unsettled: (docId: string): boolean => rooms.find(docId)?.writing.unsettled() ?? false,

    /** Waits until all that this node has heard for the document is stored. */
    settle: async (docId: string): Promise<void> => rooms.find(docId)?.writing.settle(),

    /** What the log says of rights and documents; called by the relay before it tells the sockets. */
    async deliver(entry: LogEntry): Promise<void> {
      const { workspaceId, rightsOf, sessionsEnded, subject } = entry;
      const concerns = (connection: Connection) =>
        rightsOf.includes(connection.memberId) || sessionsEnded.includes(connection.claims.sid);
      if (rightsOf.length + sessionsEnded.length > 0) await endpoint.rightsChanged(workspaceId, concerns);
      for (const ticketId of subjectIds(subject, 'ticket')) await endpoint.ticketChanged(ticketId);
      for (const docId of features.docsIn(entry)) {
        const room = rooms.find(docId);
        if (!room) continue;
        // Not waited for: a document that cannot be stored must not hold up the log.
        void room.writing.refresh();
        await endpoint.documentChanged(room);
      }
    },
  };
}

export type Collab = ReturnType<typeof createCollab>;

import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed } from '../storage/model.ts';
import type { Merge } from './model.ts';

const text = { type: String, required: true };

export function createMergeStore(connection: Connection) {
  const merges = defineModel<Merge>(
    connection,
    'merges',
    {
      workspaceId: text,
      ticketId: text,
      intoId: text,
      at: Date,
      actorId: text,
      taken: Mixed,
      marks: Mixed,
      before: Mixed,
    },
    [[{ workspaceId: 1, ticketId: 1 }]],
  );
  return {
    insert: (merge: Merge, session: ClientSession) => merges.insertMany([merge], { session, lean: true }),
    /** The merge a ticket lies in; it has at most one. */
    of: (workspaceId: Id, ticketId: Id, session: ClientSession) =>
      merges.findOne({ workspaceId, ticketId }).session(session).lean<Merge>(),
    removeOf: (workspaceId: Id, ticketId: Id, session: ClientSession) =>
      merges.deleteMany({ workspaceId, ticketId }, { session }),
  };
}

export type MergeStore = ReturnType<typeof createMergeStore>;

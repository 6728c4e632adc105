import type { ClientSession, Connection } from 'mongoose';
import type { DraftKind } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import type { Draft } from './model.ts';

const text = { type: String, required: true };

/** Where a page goes on. */
export interface After {
  updatedAt: Date;
  docId: string;
}

/** Whose draft of which kind for which ticket: at most one of them is open. */
export interface Slot {
  workspaceId: Id;
  ticketId: Id;
  ownerId: Id;
  kind: DraftKind;
}

export type Which = 'open' | 'discarded' | 'shared';

const beyond = (after: After | null) =>
  after
    ? {
        updatedAt: op({ $lte: after.updatedAt }),
        $or: [{ updatedAt: op({ $lt: after.updatedAt }) }, { _id: op({ $lt: after.docId }) }],
      }
    : {};

export function createDraftStore(connection: Connection) {
  const drafts = defineModel<Draft>(
    connection,
    'drafts',
    {
      workspaceId: text,
      ticketId: text,
      ownerId: text,
      kind: text,
      gen: Number,
      state: text,
      sharedWith: [String],
      writers: [String],
      written: Boolean,
      snippet: { type: String, default: '' },
      recovered: Boolean,
      fromId: { type: String, default: null },
      updatedAt: Date,
      closedAt: { type: Date, default: null },
      messageId: { type: String, default: null },
      taken: Mixed,
      version: Number,
    },
    [
      [{ workspaceId: 1, ownerId: 1, ticketId: 1, kind: 1, gen: -1 }],
      [{ workspaceId: 1, ownerId: 1, state: 1, written: 1, updatedAt: -1, _id: -1 }],
      [{ workspaceId: 1, sharedWith: 1, state: 1, updatedAt: -1, _id: -1 }],
      [{ workspaceId: 1, messageId: 1 }],
      // Everybody's of a ticket.
      [{ workspaceId: 1, ticketId: 1 }],
      [{ state: 1, closedAt: 1 }],
    ],
  );

  return {
    insert: (draft: Draft, session: ClientSession) => drafts.insertMany([draft], { session, lean: true }),
    async replace(draft: Draft, session: ClientSession): Promise<void> {
      const { _id, version } = draft;
      const done = await drafts.replaceOne({ _id, version: version - 1 }, draft, { session });
      if (done.modifiedCount !== 1) throw new Error(`Draft ${_id} changed underneath a transaction`);
    },
    find: (id: string, session?: ClientSession) =>
      drafts
        .findById(id)
        .session(session ?? null)
        .lean<Draft>(),
    /** The latest of a slot, open or not. */
    latest: ({ workspaceId, ownerId, ticketId, kind }: Slot, session: ClientSession) =>
      drafts.findOne({ workspaceId, ownerId, ticketId, kind }).sort({ gen: -1 }).session(session).lean<Draft>(),
    byMessage: (workspaceId: Id, messageId: string, session: ClientSession) =>
      drafts.findOne({ workspaceId, messageId }).session(session).lean<Draft>(),
    list(workspaceId: Id, memberId: Id, which: Which, after: After | null, limit: number, session?: ClientSession) {
      const state = which === 'discarded' ? 'discarded' : 'open';
      const whose: Record<string, unknown> =
        which === 'shared' ? { sharedWith: memberId, state } : { ownerId: memberId, state, written: true };
      return drafts
        .find({ workspaceId, ...whose, ...beyond(after) })
        .sort({ updatedAt: -1, _id: -1 })
        .limit(limit)
        .session(session ?? null)
        .lean<Draft[]>();
    },
    ofTicket: (workspaceId: Id, ticketId: Id, session: ClientSession) =>
      drafts.find({ workspaceId, ticketId }).session(session).lean<Draft[]>(),
    closedBefore: (moment: Date, limit: number) =>
      drafts
        .find({ state: op({ $in: ['posted', 'discarded'] }), closedAt: op({ $lt: moment }) })
        .limit(limit)
        .lean<Draft[]>(),
    remove: (ids: string[], session: ClientSession) => drafts.deleteMany({ _id: op({ $in: ids }) }, { session }),
  };
}

export type DraftStore = ReturnType<typeof createDraftStore>;

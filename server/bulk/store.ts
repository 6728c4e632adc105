import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import { type Bulk, type BulkPage, pageKey } from './model.ts';

const text = { type: String, required: true };
const nullable = { type: String, default: null };

/** More than anybody has under way at a time. */
const listed = 50;

export function createBulkStore(connection: Connection) {
  const bulks = defineModel<Bulk>(
    connection,
    'bulks',
    {
      workspaceId: text,
      memberId: text,
      change: Mixed,
      undoes: nullable,
      undoneBy: nullable,
      state: text,
      total: Number,
      pages: Number,
      next: Number,
      done: Number,
      same: Number,
      passedOver: Number,
      refused: Number,
      lacking: Mixed,
      reasons: Mixed,
      refusals: Mixed,
      createdAt: Date,
      endedAt: { type: Date, default: null },
      version: Number,
    },
    [[{ workspaceId: 1, memberId: 1, createdAt: -1, _id: -1 }], [{ createdAt: 1 }]],
  );
  const pages = defineModel<BulkPage>(
    connection,
    'bulkPages',
    { workspaceId: text, bulkId: text, n: Number, ticketIds: [String], was: Mixed, createdAt: Date },
    [[{ createdAt: 1 }]],
  );

  return {
    async insert(bulk: Bulk, content: readonly BulkPage[], session: ClientSession): Promise<void> {
      await bulks.insertMany([bulk], { session, lean: true });
      await pages.insertMany(content, { session, lean: true });
    },
    async replace(bulk: Bulk, session: ClientSession): Promise<void> {
      const { _id, version } = bulk;
      const done = await bulks.replaceOne({ _id, version: version - 1 }, bulk, { session });
      if (done.modifiedCount !== 1) throw new Error(`Bulk change ${_id} changed underneath a transaction`);
    },
    find: (workspaceId: Id, id: Id, session?: ClientSession) =>
      bulks
        .findOne({ _id: id, workspaceId })
        .session(session ?? null)
        .lean<Bulk>(),
    of: (workspaceId: Id, memberId: Id, since: Date, session?: ClientSession) =>
      bulks
        .find({ workspaceId, memberId, createdAt: op({ $gte: since }) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(listed)
        .session(session ?? null)
        .lean<Bulk[]>(),
    page: (bulkId: Id, n: number, session: ClientSession) =>
      pages.findById(pageKey(bulkId, n)).session(session).lean<BulkPage>(),
    keepWas: (page: BulkPage, session: ClientSession) =>
      pages.updateOne({ _id: page._id }, { $set: { was: page.was } }, { session }),
    async forgetBefore(moment: Date): Promise<void> {
      const old = { createdAt: op({ $lt: moment }) };
      await pages.deleteMany(old);
      await bulks.deleteMany(old);
    },
  };
}

export type BulkStore = ReturnType<typeof createBulkStore>;

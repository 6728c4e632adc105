import type { ClientSession, Connection } from 'mongoose';
import { defineModel, op } from '../storage/model.ts';
import type { Appendix } from './appending.ts';
import type { DocState, Snapshot, StoredDoc } from './model.ts';

const text = { type: String, required: true };

/** The driver hands binary fields out in a wrapper of its own. */
const bytesOf = (value: unknown): Uint8Array => {
  const { buffer, position } = value as { buffer: Uint8Array; position?: number };
  return position === undefined ? new Uint8Array(value as Uint8Array) : new Uint8Array(buffer.subarray(0, position));
};
const docOf = (row: StoredDoc | null): StoredDoc | null => row && { ...row, u: row.u.map(bytesOf) };

/** What every look at many documents needs. */
export type Glance = Pick<StoredDoc, '_id' | 'n' | 'state'>;

export function createDocStore(connection: Connection) {
  const docs = defineModel<StoredDoc>(
    connection,
    'docs',
    {
      workspaceId: text,
      kind: text,
      gen: Number,
      state: text,
      n: Number,
      u: [Buffer],
      tail: Number,
      size: Number,
      behind: Boolean,
    },
    [[{ behind: 1, _id: 1 }]],
  );
  const snapshots = defineModel<Snapshot>(connection, 'docSnapshots', { gen: Number, n: Number, bytes: Buffer });

  return {
    insert: (doc: StoredDoc, session: ClientSession) =>
      docs.insertMany([{ ...doc, u: doc.u.map((update) => Buffer.from(update)) }], { session, lean: true }),
    find: async (id: string, session?: ClientSession): Promise<StoredDoc | null> =>
      docOf(
        await docs
          .findById(id)
          .session(session ?? null)
          .lean<StoredDoc>(),
      ),
    head: (id: string) =>
      docs
        .findById(id, { workspaceId: 1, kind: 1, state: 1 })
        .lean<Pick<StoredDoc, '_id' | 'workspaceId' | 'kind' | 'state'>>(),
    glance: (ids: string[]) => docs.find({ _id: op({ $in: ids }) }, { n: 1, state: 1 }).lean<Glance[]>(),
    async snapshot(id: string, session?: ClientSession): Promise<Snapshot | null> {
      const row = await snapshots
        .findById(id)
        .session(session ?? null)
        .lean<Snapshot>();
      return row && { ...row, bytes: bytesOf(row.bytes) };
    },

    /** Guarded: only to the document in this state. Answers the new count, or null when it is in another. */
    async append(id: string, gen: number, state: DocState, update: Uint8Array, session?: ClientSession) {
      const row = await docs
        .findOneAndUpdate(
          { _id: id, gen, state },
          { $push: { u: Buffer.from(update) }, $inc: { n: 1, tail: update.length }, $set: { behind: true } },
          { session: session ?? null, returnDocument: 'after', projection: { n: 1, tail: 1, size: 1 } },
        )
        .lean<Pick<StoredDoc, 'n' | 'tail' | 'size'>>();
      return row && { n: row.n, tail: row.tail, size: row.size };
    },
    /** Each only where the document is as known. False when one was not; the others are appended all the same. */
    async appendMany(batch: readonly Appendix[]): Promise<boolean> {
      const done = await docs.collection.bulkWrite(
        batch.map(({ doc: { _id, gen, state, n }, update }) => ({
          updateOne: {
            filter: { _id, gen, state, n } as never,
            update: {
              $push: { u: Buffer.from(update.buffer, update.byteOffset, update.length) } as never,
              $inc: { n: 1, tail: update.length } as never,
              $set: { behind: true } as never,
            },
          },
        })),
        { ordered: false },
      );
      return done.matchedCount === batch.length;
    },
    async setState(id: string, gen: number, from: DocState, to: DocState, session: ClientSession): Promise<boolean> {
      const done = await docs.updateOne({ _id: id, gen, state: from }, { $set: { state: to } }, { session });
      return done.matchedCount === 1;
    },
    /** Only forwards: a slower node must not put an older snapshot over a newer one whose tail is gone. */
    async putSnapshot({ _id, gen, n, bytes }: Snapshot): Promise<void> {
      const next = { gen, n, bytes: Buffer.from(bytes) };
      const forwards = async () =>
        (await snapshots.updateOne({ _id, n: op({ $lt: n }) }, { $set: next })).matchedCount > 0;
      if (await forwards()) return;
      const { upsertedCount } = await snapshots.updateOne({ _id }, { $setOnInsert: next }, { upsert: true });
      // A slower node may have made the first one meanwhile, of less.
      if (upsertedCount === 0) await forwards();
    },
    insertSnapshot: (snapshot: Snapshot, session: ClientSession) =>
      snapshots.insertMany([{ ...snapshot, bytes: Buffer.from(snapshot.bytes) }], { session, lean: true }),
    replaceSnapshot: ({ _id, gen, n, bytes }: Snapshot, session: ClientSession) =>
      snapshots.updateOne({ _id }, { $set: { gen, n, bytes: Buffer.from(bytes) } }, { session, upsert: true }),
    /** The tail is in the snapshot: it may go, unless somebody has appended meanwhile. */
    async dropTail(id: string, gen: number, n: number, size: number): Promise<boolean> {
      const done = await docs.updateOne({ _id: id, gen, n }, { $set: { u: [], tail: 0, size } });
      return done.modifiedCount === 1;
    },
    /** Documents that their feature has not looked at since they were written. */
    behind: (after: string, limit: number) =>
      docs
        .find({ behind: true, _id: op({ $gt: after }) }, { _id: 1, workspaceId: 1, n: 1 })
        .sort({ behind: 1, _id: 1 })
        .limit(limit)
        .lean<Pick<StoredDoc, '_id' | 'workspaceId' | 'n'>[]>(),
    lookedAt: (id: string, n: number, session: ClientSession) =>
      docs.updateOne({ _id: id, n }, { $set: { behind: false } }, { session }),
    remove: async (ids: string[], session: ClientSession) => {
      await docs.deleteMany({ _id: op({ $in: ids }) }, { session });
      await snapshots.deleteMany({ _id: op({ $in: ids }) }, { session });
    },
  };
}

export type DocStore = ReturnType<typeof createDocStore>;

import { createHash } from 'node:crypto';
import type { ClientSession, Connection } from 'mongoose';
import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import type { SearchKind } from './model.ts';
import type { Sought } from './tokens.ts';

/** A thing as it is found. Who may see it is only a hint here: the thing itself is asked before it is shown. */
export interface Entry {
  _id: string;
  /** Workspace and kind: what is searched together. */
  shelf: string;
  workspaceId: Id;
  kind: SearchKind;
  thingId: string;
  ticketId: Id | null;
  tokens: string[];
  audience: Scope[];
  at: Date;
}

/** How far a workspace's index has come. */
export interface Progress {
  _id: Id;
  /** What the log says up to here is in it. */
  seq: number;
  /** What was there before the log is being read in; null when it is done. */
  building: { kind: 'ticket' | 'contact' | 'company'; after: string | null } | null;
  holder: string | null;
  until: Date | null;
}

export type Found = Pick<Entry, '_id' | 'thingId' | 'at'>;

/** These stand in the index once for each word: so they are short, and long enough that no two meet. */
const short = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);
export const entryKey = (workspaceId: Id, kind: SearchKind, thingId: string) =>
  short(`${workspaceId}:${kind}:${thingId}`);
export const shelfOf = (workspaceId: Id, kind: SearchKind) => short(`${workspaceId}:${kind}`).slice(0, 16);

/** A condition that an index can be walked by: a token, one of some, a beginning, or who may see. */
export type Way = Sought['test'] | { scopes: Scope[] };

const conditionOf = (way: Way): Record<string, unknown> => {
  if (typeof way === 'string') return { tokens: way };
  if ('any' in way) return { tokens: op({ $in: way.any }) };
  // Tokens are letters and digits: nothing needs escaping.
  if ('start' in way) return { tokens: op({ $regex: `^${way.start}` }) };
  return { audience: op({ $in: way.scopes }) };
};

export function createSearchStore(connection: Connection) {
  const entries = defineModel<Entry>(
    connection,
    'searchEntries',
    {
      shelf: { type: String, required: true },
      workspaceId: { type: String, required: true },
      kind: { type: String, required: true },
      thingId: { type: String, required: true },
      ticketId: { type: String, default: null },
      tokens: [String],
      audience: [String],
      at: Date,
    },
    [
      [{ shelf: 1, tokens: 1, at: -1, _id: -1 }],
      // Whoever may see little looks among that.
      [{ shelf: 1, audience: 1, at: -1, _id: -1 }],
      // All that is said of a ticket.
      [{ workspaceId: 1, ticketId: 1 }],
    ],
  );
  const progress = defineModel<Progress>(connection, 'searchProgress', {
    seq: Number,
    building: Mixed,
    holder: { type: String, default: null },
    until: { type: Date, default: null },
  });

  const walk = (workspaceId: Id, kind: SearchKind, way: Way, after: Found | null, limit: number) =>
    entries
      .find({
        shelf: shelfOf(workspaceId, kind),
        ...conditionOf(way),
        ...(after
          ? {
              at: op({ $lte: after.at }),
              $or: [{ at: op({ $lt: after.at }) }, { _id: op({ $lt: after._id }) }],
            }
          : {}),
      })
      .select({ thingId: 1, at: 1 })
      .sort({ at: -1, _id: -1 })
      .limit(limit);

  return {
    /** How many there are on this way, counted up to `most`. */
    count: (workspaceId: Id, kind: SearchKind, way: Way, most: number) =>
      entries.countDocuments({ shelf: shelfOf(workspaceId, kind), ...conditionOf(way) }, { limit: most }),
    /** The latest on this way. */
    walk: (workspaceId: Id, kind: SearchKind, way: Way, after: Found | null, limit: number) =>
      walk(workspaceId, kind, way, after, limit).lean<Found[]>(),
    explainWalk: (workspaceId: Id, kind: SearchKind, way: Way, after: Found | null, limit: number) =>
      walk(workspaceId, kind, way, after, limit).explain('executionStats'),
    /** Those of them that meet the other conditions as well. */
    sift: (ids: string[], ways: Way[]) =>
      entries
        .find({ _id: op({ $in: ids }), $and: ways.map(conditionOf) })
        .select({ _id: 1 })
        .lean<{ _id: string }[]>(),

    entries: (keys: string[], session: ClientSession) =>
      entries
        .find({ _id: op({ $in: keys }) })
        .session(session)
        .lean<Entry[]>(),
    async write(changed: Entry[], gone: string[], session: ClientSession): Promise<void> {
      const all = [
        ...changed.map((entry) => ({
          replaceOne: { filter: { _id: entry._id }, replacement: entry as never, upsert: true },
        })),
        ...(gone.length > 0 ? [{ deleteMany: { filter: { _id: { $in: gone } } as never } }] : []),
      ];
      if (all.length > 0) await entries.collection.bulkWrite(all as never, { session });
    },
    /** What is said of a ticket is seen by whoever sees the ticket. */
    setAudiences: (workspaceId: Id, tickets: { _id: Id; audience: Scope[] }[], session: ClientSession) =>
      entries.bulkWrite(
        tickets.map(({ _id: ticketId, audience }) => ({
          updateMany: { filter: { workspaceId, ticketId }, update: { $set: { audience } } },
        })),
        { session },
      ),
    removeOf: (workspaceId: Id, ticketId: Id, session: ClientSession) =>
      entries.deleteMany({ workspaceId, ticketId }, { session }),

    progressOf: (workspaceId: Id) => progress.findById(workspaceId).lean<Progress>(),
    /** Nothing changes when somebody else has begun. */
    begin: async (fresh: Progress) => {
      await progress.updateOne(
        { _id: fresh._id },
        { $setOnInsert: { seq: fresh.seq, building: fresh.building, holder: null, until: null } },
        { upsert: true },
      );
    },
    /** Takes the workspace for a while; null when another node has it. */
    claim: (workspaceId: Id, holder: string, now: Date, until: Date) =>
      progress
        .findOneAndUpdate(
          { _id: workspaceId, $or: [{ holder }, { holder: null }, { until: op({ $lte: now }) }] },
          { $set: { holder, until } },
          { returnDocument: 'after' },
        )
        .lean<Progress>(),
    release: (workspaceId: Id, holder: string) =>
      progress.updateOne({ _id: workspaceId, holder }, { $set: { holder: null, until: null } }),
    /** @returns false when somebody else has moved it since */
    async move(before: Progress, to: Pick<Progress, 'seq' | 'building'>, session: ClientSession): Promise<boolean> {
      const done = await progress.updateOne(
        { _id: before._id, seq: before.seq, holder: before.holder },
        { $set: { seq: to.seq, building: to.building } },
        { session },
      );
      return done.matchedCount === 1;
    },
  };
}

export type SearchStore = ReturnType<typeof createSearchStore>;

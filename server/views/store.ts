import { createHash } from 'node:crypto';
import type { ClientSession, Connection } from 'mongoose';
import type { Scope } from '../../shared/access.ts';
import type { CounterRow } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Phase } from '../../shared/views.ts';
import { defineModel, op } from '../storage/model.ts';

/** One row for each set of facets that some ticket has or had; `n` is how many have it. */
export interface Counter {
  _id: string;
  workspaceId: Id;
  audience: Scope[];
  phase: Phase;
  pipelineId: Id;
  /** Counts what this member follows; null for every ticket. */
  followerId: Id | null;
  n: number;
}

export type CounterFacets = Pick<Counter, 'audience' | 'phase' | 'pipelineId' | 'followerId'>;

export const counterKey = (workspaceId: Id, facets: CounterFacets) =>
  createHash('sha256')
    .update([workspaceId, facets.followerId ?? '', facets.phase, facets.pipelineId, ...facets.audience].join('|'))
    .digest('base64url');

export const rowOf = ({ _id, audience, phase, pipelineId, followerId, n }: Counter): CounterRow => ({
  key: _id,
  audience,
  phase,
  pipelineId,
  followerId,
  n,
});

export function createCounterStore(connection: Connection) {
  const counters = defineModel<Counter>(
    connection,
    'counters',
    {
      workspaceId: { type: String, required: true },
      audience: [String],
      phase: String,
      pipelineId: String,
      followerId: { type: String, default: null },
      n: Number,
    },
    [[{ workspaceId: 1, followerId: 1, audience: 1 }]],
  );
  return {
    /** Adds to each row its `n`; answers the rows as they are then. Exact: whoever calls has the workspace's turn. */
    async add(deltas: Counter[], session: ClientSession): Promise<Counter[]> {
      const keys = deltas.map(({ _id }) => _id);
      const known = await counters
        .find({ _id: op({ $in: keys }) })
        .session(session)
        .lean<Counter[]>();
      const now = new Map(known.map((row) => [row._id, row.n]));
      await counters.bulkWrite(
        deltas.map(({ _id, n, ...facets }) => ({
          updateOne: { filter: { _id }, update: { $inc: { n }, $setOnInsert: facets }, upsert: true },
        })),
        { session, ordered: true },
      );
      return deltas.map((delta) => ({ ...delta, n: (now.get(delta._id) ?? 0) + delta.n }));
    },
    /** Those of every ticket and those of what this member follows, as far as he may see. */
    visible: (workspaceId: Id, memberId: Id, scopes: Scope[], session?: ClientSession) =>
      counters
        .find({
          workspaceId,
          followerId: op({ $in: [null, memberId] }),
          audience: op({ $in: scopes }),
          n: op({ $gt: 0 }),
        })
        .session(session ?? null)
        .lean<Counter[]>(),
    all: (workspaceId: Id, session: ClientSession) => counters.find({ workspaceId }).session(session).lean<Counter[]>(),
  };
}

export type CounterStore = ReturnType<typeof createCounterStore>;

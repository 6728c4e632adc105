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
  n: number;
}

export type CounterFacets = Pick<Counter, 'audience' | 'phase' | 'pipelineId'>;

export const counterKey = (workspaceId: Id, facets: CounterFacets) =>
  createHash('sha256')
    .update([workspaceId, facets.phase, facets.pipelineId, ...facets.audience].join('|'))
    .digest('base64url');

export const rowOf = ({ _id, audience, phase, pipelineId, n }: Counter): CounterRow => ({
  key: _id,
  audience,
  phase,
  pipelineId,
  n,
});

export function createCounterStore(connection: Connection) {
  const counters = defineModel<Counter>(
    connection,
    'counters',
    { workspaceId: { type: String, required: true }, audience: [String], phase: String, pipelineId: String, n: Number },
    [[{ workspaceId: 1, audience: 1 }]],
  );
  return {
    async add(counter: Counter, session: ClientSession): Promise<Counter> {
      const { _id, n, ...facets } = counter;
      const row = await counters
        .findOneAndUpdate(
          { _id },
          { $inc: { n }, $setOnInsert: facets },
          { session, upsert: true, returnDocument: 'after' },
        )
        .lean<Counter>();
      if (!row) throw new Error('An upsert answers its document');
      return row;
    },
    visible: (workspaceId: Id, scopes: Scope[], session?: ClientSession) =>
      counters
        .find({ workspaceId, audience: op({ $in: scopes }), n: op({ $gt: 0 }) })
        .session(session ?? null)
        .lean<Counter[]>(),
    all: (workspaceId: Id, session: ClientSession) => counters.find({ workspaceId }).session(session).lean<Counter[]>(),
  };
}

export type CounterStore = ReturnType<typeof createCounterStore>;

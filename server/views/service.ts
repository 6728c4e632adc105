import { ticketScopesOf } from '../../shared/access.ts';
import type { CounterRow } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { inView, type ViewId, viewsOf } from '../../shared/views.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type CounterFacets, type CounterStore, counterKey, rowOf } from './store.ts';

/** Counts are kept, not counted: each ticket is in exactly one row, moved in the transaction that changes the ticket. */
export function createCounters(store: CounterStore) {
  interface Step {
    facets: CounterFacets;
    n: 1 | -1;
  }

  /** One write and one event for each row that the whole batch touched. */
  async function flush(tx: Tx, steps: Step[]): Promise<void> {
    const deltas = new Map<string, { facets: CounterFacets; n: number }>();
    for (const { facets, n } of steps) {
      const key = counterKey(tx.workspaceId, facets);
      deltas.set(key, { facets, n: (deltas.get(key)?.n ?? 0) + n });
    }
    for (const [key, { facets, n }] of deltas) {
      if (n === 0) continue;
      const row = await store.add({ _id: key, workspaceId: tx.workspaceId, ...facets, n }, tx.write());
      tx.emit({ type: 'counters.changed', rows: [rowOf(row)] }, { audience: row.audience });
    }
  }

  const step = ({ audience, phase, pipelineId }: CounterFacets, n: 1 | -1): Step => ({
    facets: { audience, phase, pipelineId },
    n,
  });

  return {
    /** A ticket moved from these facets to those; null before it is made. */
    moved(tx: Tx, before: CounterFacets | null, after: CounterFacets): void {
      if (before && counterKey(tx.workspaceId, before) === counterKey(tx.workspaceId, after)) return;
      tx.collect('counters', [...(before ? [step(before, -1)] : []), step(after, 1)], flush);
    },

    async rowsFor(actor: Actor, session?: ClientSession): Promise<CounterRow[]> {
      const rows = await store.visible(actor.workspaceId, ticketScopesOf(actor.rights), session);
      return rows.map(rowOf);
    },

    async countsFor(actor: Actor): Promise<Partial<Record<ViewId, number>>> {
      const rows = await store.visible(actor.workspaceId, ticketScopesOf(actor.rights));
      const count = (view: ViewId) =>
        rows.filter((row) => inView(view, actor.rights, row)).reduce((sum, row) => sum + row.n, 0);
      return Object.fromEntries(viewsOf(actor.rights).map((view) => [view, count(view)]));
    },

    /** Where the kept numbers differ from counting `facets` anew; empty when all is well. */
    async differences(workspaceId: Id, facets: CounterFacets[], session: ClientSession) {
      const real = new Map<string, number>();
      for (const one of facets) {
        const key = counterKey(workspaceId, one);
        real.set(key, (real.get(key) ?? 0) + 1);
      }
      const kept = new Map((await store.all(workspaceId, session)).map((row) => [row._id, row.n]));
      const keys = [...new Set([...real.keys(), ...kept.keys()])];
      return keys
        .map((key) => ({ key, kept: kept.get(key) ?? 0, real: real.get(key) ?? 0 }))
        .filter((row) => row.kept !== row.real);
    },
  };
}

export type Counters = ReturnType<typeof createCounters>;

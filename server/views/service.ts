import { ticketScopesOf } from '../../shared/access.ts';
import type { CounterRow } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { inView, type ViewId, viewsOf } from '../../shared/views.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Counter, type CounterFacets, type CounterStore, counterKey, rowOf } from './store.ts';

/** Counts are kept, not counted: each ticket is in exactly one row, moved in the transaction that changes the ticket. */
export function createCounters(store: CounterStore) {
  interface Step {
    facets: CounterFacets;
    n: 1 | -1;
  }

  /** Who sees everything gets one event with all rows; the others one for each audience that is partly theirs. */
  function announce(tx: Tx, rows: Counter[]): void {
    const told = (of: Counter[]) => ({ type: 'counters.changed', rows: of.map(rowOf) }) as const;
    tx.emit(told(rows), { audience: ['all'] });
    const groups = new Map<string, Counter[]>();
    for (const row of rows) groups.set(row.audience.join(), [...(groups.get(row.audience.join()) ?? []), row]);
    for (const group of groups.values()) {
      const audience = group[0]?.audience ?? [];
      if (audience.some((scope) => scope !== 'all')) tx.emit(told(group), { audience, except: ['all'] });
    }
  }

  /** One write for all rows that the whole batch touched. */
  async function flush(tx: Tx, steps: Step[]): Promise<void> {
    const deltas = new Map<string, { facets: CounterFacets; n: number }>();
    for (const { facets, n } of steps) {
      const key = counterKey(tx.workspaceId, facets);
      deltas.set(key, { facets, n: (deltas.get(key)?.n ?? 0) + n });
    }
    const moved = [...deltas].filter(([, { n }]) => n !== 0);
    if (moved.length === 0) return;
    const rows = await store.add(
      moved.map(([key, { facets, n }]) => ({ _id: key, workspaceId: tx.workspaceId, ...facets, n })),
      tx.write(),
    );
    announce(tx, rows);
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

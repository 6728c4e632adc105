import { canSee, ticketScopesOf } from '../../shared/access.ts';
import type { CounterRow } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { countsIn, type ViewId, viewsOf } from '../../shared/views.ts';
import type { Actor, MemberRights } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Counter, type CounterFacets, type CounterStore, counterKey, rowOf } from './store.ts';

type TicketFacets = Omit<CounterFacets, 'followerId'>;

/** Counts are kept, not counted: each ticket is in exactly one row, moved in the transaction that changes the ticket. */
export function createCounters(store: CounterStore, memberRights: MemberRights) {
  interface Step {
    facets: CounterFacets;
    n: 1 | -1;
  }

  /** Who sees everything gets one event with all rows; the others one for each audience that is partly theirs. */
  function announce(tx: Tx, rows: Counter[]): void {
    if (rows.length === 0) return;
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
    announce(
      tx,
      rows.filter(({ followerId }) => followerId === null),
    );
    await announceFollowed(tx, rows);
  }

  /** What a member follows is counted for him alone, and he is told while he may see it. */
  async function announceFollowed(tx: Tx, rows: Counter[]): Promise<void> {
    for (const row of rows) {
      if (row.followerId === null) continue;
      const rights = await memberRights(tx, row.followerId);
      if (!rights || !canSee(rights, row)) continue;
      tx.emit({ type: 'counters.changed', rows: [rowOf(row)] }, { audience: [`self:${row.followerId}`] });
    }
  }

  const step = ({ audience, phase, pipelineId }: TicketFacets, followerId: Id | null, n: 1 | -1): Step => ({
    facets: { audience, phase, pipelineId, followerId },
    n,
  });
  const same = (one: TicketFacets, other: TicketFacets) =>
    one.phase === other.phase && one.pipelineId === other.pipelineId && one.audience.join() === other.audience.join();

  return {
    /** A ticket moved from these facets to those; null before it is made and when it is gone. `followerId`: for who follows it. */
    moved(tx: Tx, from: TicketFacets | null, to: TicketFacets | null, followerId: Id | null = null): void {
      // What was merged away is in nobody's list, and is not counted.
      const [before, after] = [from, to].map((facets) => (facets && facets.audience.length > 0 ? facets : null));
      if (before && after && same(before, after)) return;
      const left = before ? [step(before, followerId, -1)] : [];
      tx.collect('counters', after ? [...left, step(after, followerId, 1)] : left, flush);
    },

    async rowsFor(actor: Actor, session?: ClientSession): Promise<CounterRow[]> {
      const rows = await store.visible(actor.workspaceId, actor.id, ticketScopesOf(actor.rights), session);
      return rows.map(rowOf);
    },

    async countsFor(actor: Actor): Promise<Partial<Record<ViewId, number>>> {
      const rows = await store.visible(actor.workspaceId, actor.id, ticketScopesOf(actor.rights));
      const count = (view: ViewId) =>
        rows.filter((row) => countsIn(view, actor.rights, row)).reduce((sum, row) => sum + row.n, 0);
      return Object.fromEntries(viewsOf(actor.rights).map((view) => [view, count(view)]));
    },

    /** Where the kept numbers differ from counting `facets` anew; empty when all is well. */
    async differences(workspaceId: Id, facets: CounterFacets[], session: ClientSession) {
      const real = new Map<string, number>();
      for (const one of facets.filter(({ audience }) => audience.length > 0)) {
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

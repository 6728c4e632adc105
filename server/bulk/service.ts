import type { BulkChange, BulkView } from '../../shared/bulk.ts';
import type { Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor, MemberRights } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { MemberService } from '../members/service.ts';
import type { Merging } from '../merging/service.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { TicketService } from '../tickets/service.ts';
import { createCarryingOut, type Outcome } from './carryingOut.ts';
import { type Bulk, type BulkPage, inPages, isOver, pageKey, viewOf } from './model.ts';
import type { BulkStore } from './store.ts';

/** So long an ended one is listed and can be undone. */
const keptMs = 86_400_000;
/** Whoever has to answer for more than this many is told the first of them; the rest are counted. */
const toldAtMost = 200;

/** With what another page came to. */
function added(bulk: Bulk, { was, passedOver, refused }: Outcome, looked: number): Partial<Bulk> {
  const done = looked - passedOver - refused.length;
  const reasons = { ...bulk.reasons };
  for (const { reason } of refused) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const lacking = refused.filter(({ properties }) => properties.length > 0);
  const others = refused.filter(({ properties }) => properties.length === 0);
  const told = <T>(before: readonly T[], more: readonly T[]) => [...before, ...more].slice(0, toldAtMost);
  return {
    done: bulk.done + done,
    same: (bulk.same ?? 0) + done - was.length,
    passedOver: bulk.passedOver + passedOver,
    refused: bulk.refused + refused.length,
    reasons,
    lacking: told(
      bulk.lacking,
      lacking.map(({ ticketId, properties }) => ({ ticketId, properties })),
    ),
    refusals: told(
      bulk.refusals ?? [],
      others.map(({ ticketId, reason }) => ({ ticketId, reason })),
    ),
  };
}

/** Changes of many tickets: a hundred in a transaction, told as they go, stopped and undone at will. product: T15. */
export function createBulkService(deps: {
  store: BulkStore;
  tickets: TicketService;
  members: MemberService;
  memberRights: MemberRights;
  /** It is made after this. */
  merging: () => Merging;
  clock: Clock;
}) {
  const { store, tickets, members, memberRights, clock } = deps;
  const carryOut = createCarryingOut(deps);

  const tell = (tx: Tx, bulk: Bulk) =>
    tx.emit(
      { type: 'bulk.changed', bulk: viewOf(bulk) },
      { audience: [`self:${bulk.memberId}`], actorId: bulk.memberId },
    );

  async function save(tx: Tx, bulk: Bulk, change: Partial<Bulk>): Promise<Bulk> {
    const next = { ...bulk, ...change, version: bulk.version + 1 };
    await store.replace(next, tx.write());
    tell(tx, next);
    return next;
  }

  async function begin(
    tx: Tx,
    actor: Actor,
    what: Pick<Bulk, 'change' | 'undoes' | 'total' | 'pages'>,
    idsOfPages: readonly Id[][] = [],
  ): Promise<Bulk> {
    const bulkId = newId(clock);
    const { workspaceId } = tx;
    const pages = idsOfPages.map((ticketIds, n): BulkPage => {
      return { _id: pageKey(bulkId, n), workspaceId, bulkId, n, ticketIds, was: [], createdAt: tx.now };
    });
    const bulk: Bulk = {
      _id: bulkId,
      workspaceId,
      memberId: actor.id,
      ...what,
      undoneBy: null,
      state: 'running',
      next: 0,
      done: 0,
      same: 0,
      passedOver: 0,
      refused: 0,
      lacking: [],
      reasons: {},
      refusals: [],
      createdAt: tx.now,
      endedAt: null,
      version: 1,
    };
    await store.insert(bulk, pages, tx.write());
    tx.later({ kind: 'ticket.bulk', payload: { bulkId } });
    tell(tx, bulk);
    return bulk;
  }

  async function own(tx: Tx, actor: Actor, bulkId: Id): Promise<Bulk> {
    const bulk = await store.find(tx.workspaceId, bulkId, tx.session);
    if (bulk?.memberId !== actor.id) throw notFound('bulk');
    return bulk;
  }

  /** What would be refused for every ticket is refused at once. @throws invalid, notFound */
  async function mustMakeSense(tx: Tx, actor: Actor, change: BulkChange): Promise<void> {
    if ('mergeInto' in change) await tickets.mustEdit(actor, change.mergeInto, tx.session);
    if ('move' in change) await tickets.mustBePipeline(tx, change.move.pipelineId);
    if (!('assign' in change)) return;
    const { ownerId, teamId } = change.assign;
    if (ownerId) await members.mustBeAssignable(tx, ownerId);
    if (teamId) await members.mustBeTeam(tx, teamId);
  }

  return {
    async start(tx: Tx, actor: Actor, ids: Iterable<Id>, change: BulkChange): Promise<Output<'ticket.bulk'>> {
      await mustMakeSense(tx, actor, change);
      const idsOfPages = inPages(ids, change);
      const what = { change, undoes: null, total: idsOfPages.flat().length, pages: idsOfPages.length };
      return { bulk: viewOf(await begin(tx, actor, what, idsOfPages)) };
    },

    async shownTo(actor: Actor, session?: ClientSession): Promise<BulkView[]> {
      const since = new Date(clock.now().getTime() - keptMs);
      return (await store.of(actor.workspaceId, actor.id, since, session)).map(viewOf);
    },

    async cancel(tx: Tx, actor: Actor, bulkId: Id): Promise<Output<'bulk.cancel'>> {
      const bulk = await own(tx, actor, bulkId);
      return { bulk: viewOf(isOver(bulk) ? bulk : await save(tx, bulk, { state: 'cancelled', endedAt: tx.now })) };
    },

    /** @throws conflict while it goes on, and for what was undone or puts back itself */
    async undo(tx: Tx, actor: Actor, bulkId: Id): Promise<Output<'bulk.undo'>> {
      const bulk = await own(tx, actor, bulkId);
      if (!isOver(bulk)) throw new AppError('conflict', 'It is still going on. Cancel it first.');
      if (bulk.undoes || bulk.undoneBy) throw new AppError('conflict', 'This has been undone.');
      // It has no pages of its own: it goes through those that were done, which know their tickets and what they were.
      const what = { change: null, undoes: bulkId, total: bulk.done - (bulk.same ?? 0), pages: bulk.next };
      const undoing = await begin(tx, actor, what);
      await save(tx, bulk, { undoneBy: undoing._id });
      return { bulk: viewOf(undoing) };
    },

    /** Does the next page; answers whether there is more. What has been done is never done again. */
    async step(tx: Tx, bulkId: Id): Promise<boolean> {
      const bulk = await store.find(tx.workspaceId, bulkId, tx.session);
      if (!bulk || isOver(bulk)) return false;
      const ended = { state: 'done', endedAt: tx.now } as const;
      const page = await store.page(bulk.undoes ?? bulkId, bulk.next, tx.session);
      const rights = await memberRights(tx, bulk.memberId);
      if (!page || !rights || rights.suspended) {
        await save(tx, bulk, page ? { state: 'cancelled', endedAt: tx.now } : ended);
        return false;
      }
      const actor = { id: bulk.memberId, workspaceId: tx.workspaceId, sessionId: bulk._id, rights };
      const undone = bulk.undoes ? page.was : [];
      const ids = bulk.undoes ? undone.map(({ ticketId }) => ticketId) : page.ticketIds;
      const work = () => carryOut(tx, bulk, ids, actor, undone);
      // A conversation that moves is told in its own order, among its tickets.
      const moves = (bulk.change && 'mergeInto' in bulk.change) || undone.some(({ merged }) => merged);
      const outcome = moves ? await work() : await tickets.together(tx, work);
      if (!bulk.undoes) await store.keepWas({ ...page, was: outcome.was }, tx.write());
      const next = bulk.next + 1;
      const counted = added(bulk, outcome, ids.length);
      await save(tx, bulk, { next, ...counted, ...(next >= bulk.pages ? ended : {}) });
      return next < bulk.pages;
    },

    /** It cannot go on: it ends where it is, and says so. */
    async giveUp(tx: Tx, bulkId: Id): Promise<void> {
      const bulk = await store.find(tx.workspaceId, bulkId, tx.session);
      if (bulk && !isOver(bulk)) await save(tx, bulk, { state: 'cancelled', endedAt: tx.now });
    },

    forgetOld: (now: Date) => store.forgetBefore(new Date(now.getTime() - 30 * keptMs)),
  };
}

export type BulkService = ReturnType<typeof createBulkService>;

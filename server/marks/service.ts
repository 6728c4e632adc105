import { canSee } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import type { MemberRights } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { Counters } from '../views/service.ts';
import { type Mark, markKey, viewOf } from './model.ts';
import type { MarkStore } from './store.ts';

const mirrorOf = ({ activityAt, priority, audience, phase, pipelineId }: Ticket) => ({
  activityAt,
  priority,
  audience,
  phase,
  pipelineId,
});

const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);

interface Move {
  before: Ticket;
  after: Ticket | null;
}

type Kept = Partial<Pick<Mark, 'following' | 'readSeq'>>;

/** What a member kept of a ticket before another was merged into it, and after. */
export interface MarkMerge {
  memberId: Id;
  before: Required<Kept>;
  after: Required<Kept>;
}

/** Follows and read marks: a row for each member and ticket, told to that member's own screens. product: T16, V1. */
export function createMarkService(deps: { store: MarkStore; counters: Counters; memberRights: MemberRights }) {
  const { store, counters, memberRights } = deps;

  function tell(tx: Tx, mark: Mark, actorId: Id | null): void {
    const subject = { kind: 'ticket', id: mark.ticketId } as const;
    tx.emit({ type: 'mark.changed', mark: viewOf(mark) }, { audience: [`self:${mark.memberId}`], subject, actorId });
  }

  /** Without a difference nothing is written. */
  async function keep(tx: Tx, memberId: Id, ticket: Ticket, kept: Kept, told = true): Promise<Mark> {
    const { _id: ticketId, workspaceId } = ticket;
    const known = await store.find(memberId, ticketId, tx.session);
    const before: Mark = known ?? {
      _id: markKey(memberId, ticketId),
      workspaceId,
      memberId,
      ticketId,
      following: false,
      readSeq: 0,
      ...mirrorOf(ticket),
      version: 0,
    };
    const after = { ...before, ...mirrorOf(ticket), ...kept, version: before.version + 1 };
    if (after.following === before.following && after.readSeq === before.readSeq) return before;
    await store.put(after, tx.write());
    counters.moved(tx, before.following ? before : null, after.following ? after : null, memberId);
    if (told) tell(tx, after, memberId);
    return after;
  }

  /** As `keep`, for others than who asks: told to whom the ticket is open. */
  async function keepFor(tx: Tx, memberId: Id, ticket: Ticket, kept: Required<Kept>): Promise<void> {
    const rights = await memberRights(tx, memberId);
    await keep(tx, memberId, ticket, kept, rights !== null && canSee(rights, ticket));
  }

  async function move(tx: Tx, mark: Mark, after: Ticket | null): Promise<Mark | null> {
    if (mark.following) counters.moved(tx, mark, after, mark.memberId);
    if (!after) return null;
    const rights = await memberRights(tx, mark.memberId);
    if (rights && canSee(rights, after) && !canSee(rights, mark)) tell(tx, mark, null);
    return { ...mark, ...mirrorOf(after) };
  }

  /** Only where the audience has changed, or all is over, do the marks of those who do not follow matter. */
  async function flush(tx: Tx, moves: Move[]): Promise<void> {
    const last = new Map(moves.map(({ before, after }) => [before._id, after]));
    const idsOf = (some: Move[]) => [...new Set(some.map(({ before }) => before._id))];
    const shown = idsOf(moves.filter(({ before, after }) => differs(before.audience, after?.audience)));
    const sorted = idsOf(moves).filter((id) => !shown.includes(id));
    const { workspaceId, session } = tx;
    const found = [
      ...(shown.length > 0 ? await store.ofTickets(workspaceId, shown, session) : []),
      ...(sorted.length > 0 ? await store.followersOfAny(workspaceId, sorted, session) : []),
    ];
    const moved: Mark[] = [];
    for (const mark of found) {
      const next = await move(tx, mark, last.get(mark.ticketId) ?? null);
      if (next) moved.push(next);
    }
    if (moved.length > 0) await store.putAll(moved, tx.write());
    for (const [ticketId, after] of last) if (!after) await store.removeOf(workspaceId, ticketId, tx.write());
  }

  return {
    follow: (tx: Tx, memberId: Id, ticket: Ticket) => keep(tx, memberId, ticket, { following: true }),
    unfollow: (tx: Tx, memberId: Id, ticket: Ticket) => keep(tx, memberId, ticket, { following: false }),

    /** Never back, and never further than there are messages. */
    async read(tx: Tx, memberId: Id, ticket: Ticket, seq = ticket.lastInSeq): Promise<Mark> {
      const known = await store.find(memberId, ticket._id, tx.session);
      const readSeq = Math.max(known?.readSeq ?? 0, Math.min(seq, ticket.lastInSeq));
      return keep(tx, memberId, ticket, { readSeq });
    },

    unread: (tx: Tx, memberId: Id, ticket: Ticket) =>
      keep(tx, memberId, ticket, { readSeq: Math.max(0, ticket.lastInSeq - 1) }),

    /**
     * Who follows either follows the one they are now. It is unread to whom one of them was. What was kept of the source
     * stays as it is, for the day it comes back.
     */
    async merged(tx: Tx, source: Ticket, into: Ticket, whole: Ticket): Promise<MarkMerge[]> {
      const found = await store.ofTickets(tx.workspaceId, [source._id, into._id], tx.session);
      const done: MarkMerge[] = [];
      for (const memberId of [...new Set(found.map((mark) => mark.memberId))]) {
        const of = ({ _id, lastInSeq }: Ticket) => {
          const mark = found.find((one) => one.memberId === memberId && one.ticketId === _id);
          const { following = false, readSeq = 0 } = mark ?? {};
          return { following, readSeq, unread: lastInSeq > readSeq };
        };
        const [theirs, ours] = [of(source), of(into)];
        const unread = [theirs, ours].filter((one) => one.unread).map(({ readSeq }) => readSeq);
        const readSeq = unread.length > 0 ? Math.min(...unread) : Math.max(theirs.readSeq, ours.readSeq);
        const after = { following: theirs.following || ours.following, readSeq };
        await keepFor(tx, memberId, whole, after);
        done.push({ memberId, before: { following: ours.following, readSeq: ours.readSeq }, after });
      }
      return done;
    },

    /** As it was, except where somebody has followed, unfollowed or read since. */
    async released(tx: Tx, source: Ticket, into: Ticket, merges: MarkMerge[]): Promise<void> {
      for (const { memberId, before, after } of merges) {
        const now = await store.find(memberId, into._id, tx.session);
        if (!now) continue;
        const hasRead = now.readSeq > after.readSeq;
        const following = now.following === after.following ? before.following : now.following;
        const readSeq = Math.min(hasRead ? Math.max(now.readSeq, before.readSeq) : before.readSeq, into.lastInSeq);
        await keepFor(tx, memberId, into, { following, readSeq });
        const his = await store.find(memberId, source._id, tx.session);
        const read = Math.max(his?.readSeq ?? 0, Math.min(now.readSeq, source.lastInSeq));
        if (hasRead) await keepFor(tx, memberId, source, { following: his?.following ?? false, readSeq: read });
      }
    },

    /** The members who follow a ticket. */
    followersOf: async (tx: Tx, ticketId: Id): Promise<Id[]> =>
      (await store.followersOf(tx.workspaceId, ticketId, tx.session)).map(({ memberId }) => memberId),

    /** A ticket changed, or is gone for good: followers' counts and lists move with it, and who comes to see it gets his mark. */
    ticketMoved(tx: Tx, before: Ticket, after: Ticket | null): void {
      if (!after || differs(mirrorOf(before), mirrorOf(after))) tx.collect('marks', [{ before, after }], flush);
    },
  };
}

export type MarkService = ReturnType<typeof createMarkService>;

import { audienceOf, canEdit } from '../../shared/access.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { CommentCarrying } from '../comments/carrying.ts';
import type { Carrying } from '../conversations/carrying.ts';
import type { Tx } from '../events/batch.ts';
import type { MarkService } from '../marks/service.ts';
import type { NotificationService } from '../notifications/service.ts';
import { type Clock, newId } from '../platform/clock.ts';
import { type Answered, answeredIn, idsOf, type Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Standing } from './model.ts';
import type { MergeStore } from './store.ts';

/** Each of its ids leads to it; lists ask for all of them at once. */
const mergedAtMost = 200;

/** Whom tickets can be given to at this moment. */
export interface Owners {
  canOwn(tx: Tx, memberId: Id): Promise<boolean>;
  teamsOf(workspaceId: Id, session?: Tx['session']): Promise<{ id: Id }[]>;
}

/**
 * Two tickets become one, and two again. Messages and comments are moved, and know where they came from; drafts and
 * notifications stay where they are, and are found through the ticket's former id. product: T14.
 */
export function createMerging(deps: {
  store: MergeStore;
  tickets: TicketService;
  messages: Carrying;
  comments: CommentCarrying;
  marks: MarkService;
  notifications: Pick<NotificationService, 'carried'>;
  members: Owners;
  clock: Clock;
}) {
  const { store, tickets, messages, comments, marks, notifications, members, clock } = deps;

  /** @throws notFound, conflict */
  async function mustMerge(tx: Tx, actor: Actor, ids: { ticketId: Id; intoId: Id }) {
    const into = await tickets.mustEdit(actor, ids.intoId, tx.session);
    const current = await tickets.mustEdit(actor, ids.ticketId, tx.session);
    if (current._id !== ids.ticketId) {
      throw new AppError('conflict', `This ticket has been merged into #${current.number} already.`);
    }
    if (current._id === into._id) throw new AppError('invalid', 'A ticket is not merged with itself.');
    if ([current, into].some(({ spamAt, trashedAt }) => spamAt || trashedAt)) {
      throw new AppError('conflict', 'What lies in the trash or as spam is put back before it is merged.');
    }
    if (idsOf(current).length + idsOf(into).length > mergedAtMost) {
      throw new AppError('tooLarge', `At most ${mergedAtMost} tickets are merged into one.`);
    }
    return { source: current, into };
  }

  /** What people and teams have gone meanwhile cannot have it back. */
  async function ownersNow(tx: Tx, { ownerId, teamId }: Ticket): Promise<Pick<Ticket, 'ownerId' | 'teamId'>> {
    const teams = teamId ? await members.teamsOf(tx.workspaceId, tx.session) : [];
    return {
      ownerId: ownerId && (await members.canOwn(tx, ownerId)) ? ownerId : null,
      teamId: teams.some(({ id }) => id === teamId) ? teamId : null,
    };
  }

  /** What was said of it then, unless messages have come or gone since. */
  async function toldNow(tx: Tx, ticket: Ticket, before: Standing) {
    const now = await messages.told(tx, ticket);
    if (now.lastSeq === before.lastSeq) return before.told;
    const { firstReplyAt, lastReplyAt } = before.told;
    const since = await messages.answeredSince(tx, ticket._id, before.lastSeq + 1);
    return { ...now.told, ...answeredIn({ firstReplyAt, lastReplyAt } as Answered, since) };
  }

  const standing = async (tx: Tx, ticket: Ticket): Promise<Standing> => {
    const { lastMessage, activityAt, lastInSeq, firstReplyAt = null, lastReplyAt = null } = ticket;
    const { lastSeq } = await messages.told(tx, ticket);
    return { lastSeq, told: { lastMessage, activityAt, lastInSeq, firstReplyAt, lastReplyAt } };
  };

  return {
    /** @throws notFound, invalid, conflict, tooLarge */
    async merge(tx: Tx, actor: Actor, ids: { ticketId: Id; intoId: Id }): Promise<Ticket> {
      const { source, into } = await mustMerge(tx, actor, ids);
      const before = { source: await standing(tx, source), into: await standing(tx, into) };
      const { into: whole, taken } = await tickets.absorb(tx, source, into, actor.id);
      await messages.carry(tx, source, whole, actor.id);
      await comments.carry(tx, source, whole, actor.id);
      notifications.carried(tx, idsOf(source), source.audience, whole.audience);
      await store.insert(
        {
          _id: newId(clock),
          workspaceId: tx.workspaceId,
          ticketId: source._id,
          intoId: into._id,
          at: tx.now,
          actorId: actor.id,
          taken,
          marks: await marks.merged(tx, source, into, whole),
          before,
        },
        tx.write(),
      );
      return whole;
    },

    /** @throws notFound, conflict */
    async unmerge(tx: Tx, actor: Actor, ticketId: Id): Promise<{ source: Ticket; into: Ticket }> {
      const into = await tickets.mustEdit(actor, ticketId, tx.session);
      const source = await tickets.findExactly(tx.workspaceId, ticketId, tx.session);
      const merge = source?.mergedIntoId ? await store.of(tx.workspaceId, ticketId, tx.session) : null;
      if (!source || !merge) throw new AppError('conflict', 'This ticket is not merged into another.');
      const owners = await ownersNow(tx, source);
      if (!canEdit(actor.rights, { audience: audienceOf({ ...source, ...owners }) })) throw notFound('ticket');
      if (merge.intoId !== into._id) {
        const outer = into.merged?.find(({ id }) => id === merge.intoId);
        const words = `It was merged into #${outer?.number}, which was merged itself. Undo that merge first.`;
        throw new AppError('conflict', words, { ticketId: merge.intoId });
      }
      const gone = await messages.carryBack(tx, into, source._id, actor.id);
      const said = await comments.carryBack(tx, into, source._id, actor.id);
      const direct = (into.merged ?? []).filter(({ id, intoId }) => intoId === into._id && id !== source._id);
      const still = await tickets.findMany(
        tx.workspaceId,
        direct.map(({ id }) => id),
        tx.session,
      );
      const told = {
        source: await toldNow(tx, source, merge.before.source),
        into: await toldNow(tx, into, merge.before.into),
      };
      const was = { taken: merge.taken, told, fields: owners, still };
      const two = await tickets.release(tx, source, into, was, actor.id);
      gone.tell(two.source);
      said.tell(two.source);
      notifications.carried(tx, idsOf(source), into.audience, two.source.audience);
      await marks.released(tx, two.source, two.into, merge.marks);
      await store.removeOf(tx.workspaceId, source._id, tx.write());
      const until = two.source.snooze?.until;
      if (until) {
        const payload = { ticketId: source._id, until: until.toISOString() };
        tx.later({ kind: 'ticket.wake', payload, runAt: until });
      }
      return two;
    },
  };
}

export type Merging = ReturnType<typeof createMerging>;

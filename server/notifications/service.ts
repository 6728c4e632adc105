import { canSee, type Scope, teamsOf } from '../../shared/access.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { type Actor, memberIn, rightsOf } from '../auth/actor.ts';
import type { AuthStore, Member } from '../auth/store.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { idsOf, type Ticket } from '../tickets/model.ts';
import { mentionKey, type Notification, viewOf } from './model.ts';
import type { Outbound } from './outbound.ts';
import type { ChosenPreferences } from './preferences/choosing.ts';
import type { NotificationStore } from './store.ts';

/** So many are acknowledged in one go; the rest by asking again. */
const atOnce = 1000;

type NewNotification = Pick<Notification, 'memberId' | 'topic' | 'actorId'> & Partial<Notification>;

/** What somebody said in a comment, as far as it is to be told. */
export interface Said {
  id: string;
  memberId: Id;
  mentions: Id[];
}

/** A ticket's audience changed. */
interface Move {
  ticketId: Id;
  before: Scope[];
  after: Scope[];
}

/**
 * Tells members what concerns them: written with what happened, in the same transaction, so that none is lost. Who may
 * not see the ticket is not told; his mention is kept, and told when access comes. product: M3, M5, M6.
 */
export function createNotificationService(deps: {
  store: NotificationStore;
  auth: AuthStore;
  teamsOf: (workspaceId: Id, session: ClientSession) => Promise<{ id: Id }[]>;
  preferences: ChosenPreferences;
  outbound: Outbound;
  /** Who follows a ticket. */
  followersOf: (tx: Tx, ticketId: Id) => Promise<Id[]>;
  clock: Clock;
}) {
  const { store, auth, clock, preferences } = deps;

  const peopleIn = (tx: Tx): Promise<Member[]> =>
    tx.shared('notifications:people', async () => auth.membersOf(tx.workspaceId, tx.session));

  const scopeOf = (memberId: Id) => [`self:${memberId}`];

  function tell(tx: Tx, notification: Notification): void {
    const subject = { kind: 'ticket', id: notification.ticketId } as const;
    const delivery = { audience: scopeOf(notification.memberId), subject, actorId: notification.actorId };
    tx.emit({ type: 'notification.added', notification: viewOf(notification) }, delivery);
    deps.outbound(tx, notification);
  }

  function takeAway(tx: Tx, memberId: Id, notificationIds: string[]): void {
    tx.emit({ type: 'notification.left', notificationIds }, { audience: scopeOf(memberId) });
  }

  async function mayTell(tx: Tx, memberId: Id, audience: Scope[]): Promise<boolean> {
    const member = await memberIn(auth, tx, memberId);
    return member !== null && canSee(rightsOf(member), { audience });
  }

  /** Whoever comes to see a ticket is told what he has missed; whoever loses it has nothing to go to. */
  async function tellMoved(tx: Tx, moves: Move[]): Promise<void> {
    const tickets = [...new Set(moves.map(({ ticketId }) => ticketId))];
    const open = await store.openOf(tx.workspaceId, tickets, tx.session);
    for (const { ticketId, before, after } of moves) {
      for (const one of open.filter((notification) => notification.ticketId === ticketId)) {
        const was = await mayTell(tx, one.memberId, before);
        const is = await mayTell(tx, one.memberId, after);
        if (is && !was) tell(tx, one);
        if (was && !is) takeAway(tx, one.memberId, [one._id]);
      }
    }
  }

  const moved = (tx: Tx, ticketIds: Id[], before: Scope[], after: Scope[]): void =>
    tx.collect(
      'notifications:moved',
      ticketIds.map((ticketId) => ({ ticketId, before, after })),
      tellMoved,
    );

  /** Nobody is told of what he wants to hear of in no way; of mentions everybody is. */
  async function wantedOf(tx: Tx, items: NewNotification[]): Promise<NewNotification[]> {
    const others = items.filter(({ lane }) => lane !== 'mentions');
    if (others.length === 0) return items;
    const chosen = await preferences.ofMany(
      tx,
      others.map(({ memberId }) => memberId),
    );
    return items.filter(({ lane, memberId, topic }) => {
      const ways = chosen.get(memberId)?.topics[topic];
      return lane === 'mentions' || !ways || Object.values(ways).includes(true);
    });
  }

  async function add(tx: Tx, ticket: Ticket, items: NewNotification[]): Promise<void> {
    const wanted = await wantedOf(tx, items);
    if (wanted.length === 0) return;
    const made = wanted.map(
      (item): Notification => ({
        _id: newId(clock),
        workspaceId: tx.workspaceId,
        lane: 'other',
        ticketId: ticket._id,
        commentId: null,
        messageId: null,
        at: tx.now,
        acknowledgedAt: null,
        mailedAt: null,
        version: 1,
        ...item,
      }),
    );
    for (const one of made) store.insert(one, tx.write());
    for (const one of made) if (await mayTell(tx, one.memberId, ticket.audience)) tell(tx, one);
  }

  /** The people behind these members and teams, each once. */
  async function peopleBehind(tx: Tx, ids: Id[]): Promise<Id[]> {
    const people = (await peopleIn(tx)).filter((member) => !member.suspended);
    const meant = people.filter(
      (member) => ids.includes(member.userId) || teamsOf(member).some((id) => ids.includes(id)),
    );
    return meant.map(({ userId }) => userId);
  }

  /** Once for a comment, however often it is changed; nobody is told of what he says himself. */
  async function mentioned(tx: Tx, ticket: Ticket, { id, memberId: actorId, mentions }: Said): Promise<Id[]> {
    const people = (await peopleBehind(tx, mentions)).filter((one) => one !== actorId);
    const keyOf = (memberId: Id) => `${tx.workspaceId}:${mentionKey(id, memberId)}`;
    const known = await store.findMany(tx.workspaceId, people.map(keyOf), tx.session);
    const fresh = people.filter((memberId) => !known.some((one) => one._id === keyOf(memberId)));
    const about = { topic: 'mention', lane: 'mentions', actorId, commentId: id } as const;
    await add(
      tx,
      ticket,
      fresh.map((memberId) => ({ ...about, _id: keyOf(memberId), memberId })),
    );
    return people;
  }

  async function settle(tx: Tx, actor: Actor, ids: string[]): Promise<void> {
    for (const one of await store.findMany(tx.workspaceId, ids, tx.session)) {
      store.replace({ ...one, acknowledgedAt: tx.now, version: one.version + 1 }, tx.write());
    }
    takeAway(tx, actor.id, ids);
  }

  return {
    mentioned,

    /** @throws invalid when one is neither a member nor a team of this workspace */
    async mustBePeople(tx: Tx, ids: Id[]): Promise<void> {
      if (ids.length === 0) return;
      const members = (await peopleIn(tx)).filter((member) => !member.suspended).map(({ userId }) => userId);
      const teams = (await deps.teamsOf(tx.workspaceId, tx.session)).map(({ id }) => id);
      if (ids.every((id) => members.includes(id) || teams.includes(id))) return;
      throw new AppError('invalid', 'Somebody who is mentioned is not here.', { field: 'mentions' });
    },

    /** Its owner and those who follow it hear of a comment, unless it mentions them. */
    async commented(tx: Tx, ticket: Ticket, comment: Said): Promise<void> {
      const told = await mentioned(tx, ticket, comment);
      const others = [ticket.ownerId, ...(await deps.followersOf(tx, ticket._id))].filter((id) => id !== null);
      const left = [...new Set(others)].filter((id) => id !== comment.memberId && !told.includes(id));
      const about = { topic: 'commented', actorId: comment.memberId, commentId: comment.id } as const;
      await add(
        tx,
        ticket,
        left.map((memberId) => ({ ...about, memberId })),
      );
    },

    async replied(tx: Tx, ticket: Ticket, messageId: string): Promise<void> {
      if (ticket.ownerId)
        await add(tx, ticket, [{ topic: 'replied', actorId: null, memberId: ticket.ownerId, messageId }]);
    },

    /** A ticket is gone for good: so is what was told of it, for everybody. */
    async forget(tx: Tx, ticketId: Id): Promise<void> {
      const open = await store.openOf(tx.workspaceId, [ticketId], tx.session);
      for (const memberId of new Set(open.map((one) => one.memberId))) {
        takeAway(
          tx,
          memberId,
          open.filter((one) => one.memberId === memberId).map(({ _id }) => _id),
        );
      }
      await store.removeOf(tx.workspaceId, ticketId, tx.write());
    },

    /** What is told of these tickets is now seen by others: they were merged into one with another audience, or taken out. */
    carried: moved,

    /** A ticket was given to somebody, or shown to others: who comes to see it is told what he has missed. */
    async ticketMoved(tx: Tx, before: Ticket | null, after: Ticket, actorId: Id | null): Promise<void> {
      const merges = (before?.mergedIntoId ?? null) !== (after.mergedIntoId ?? null);
      if (before && !merges && before.audience.join() !== after.audience.join()) {
        moved(tx, idsOf(after), before.audience, after.audience);
      }
      const { ownerId } = after;
      if (ownerId && !merges && ownerId !== before?.ownerId && ownerId !== actorId && actorId) {
        await add(tx, after, [{ topic: 'assigned', actorId, memberId: ownerId }]);
      }
    },

    /** @throws notFound, the same for somebody else's */
    async acknowledge(tx: Tx, actor: Actor, notificationId: string): Promise<{ notificationId: string }> {
      const found = await store.find(tx.workspaceId, notificationId, tx.session);
      if (found?.memberId !== actor.id) throw notFound('notification');
      if (!found.acknowledgedAt) await settle(tx, actor, [notificationId]);
      return { notificationId };
    },

    async acknowledgeAll(tx: Tx, actor: Actor): Promise<{ count: number }> {
      const open = await store.open(tx.workspaceId, actor.id, 'other', atOnce, tx.session);
      const ids = open.map(({ _id }) => _id);
      if (ids.length > 0) await settle(tx, actor, ids);
      return { count: ids.length };
    },
  };
}

export type NotificationService = ReturnType<typeof createNotificationService>;

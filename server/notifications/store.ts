import type { ClientSession, Connection } from 'mongoose';
import type { Lane } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, op } from '../storage/model.ts';
import { createWorkingSet } from '../storage/workingSet.ts';
import type { Notification } from './model.ts';

const text = { type: String, required: true };
const maybe = { type: String, default: null };

export interface After {
  at: Date;
  id: string;
}

const beyond = (after: After | null) =>
  after ? { at: op({ $lte: after.at }), $or: [{ at: op({ $lt: after.at }) }, { _id: op({ $lt: after.id }) }] } : {};

export function createNotificationStore(connection: Connection) {
  const notifications = defineModel<Notification>(
    connection,
    'notifications',
    {
      workspaceId: text,
      memberId: text,
      lane: text,
      topic: text,
      ticketId: text,
      commentId: maybe,
      messageId: maybe,
      actorId: maybe,
      at: Date,
      acknowledgedAt: { type: Date, default: null },
      mailedAt: { type: Date, default: null },
      version: Number,
    },
    [
      [{ workspaceId: 1, memberId: 1, lane: 1, at: -1, _id: -1 }],
      [{ workspaceId: 1, memberId: 1, lane: 1, acknowledgedAt: 1, at: -1, _id: -1 }],
      [{ workspaceId: 1, memberId: 1, lane: 1, acknowledgedAt: 1, mailedAt: 1, at: -1 }],
      [{ workspaceId: 1, ticketId: 1, acknowledgedAt: 1 }],
    ],
  );

  const set = createWorkingSet(notifications);

  return {
    insert: set.insert,
    findMany: set.find,
    async find(workspaceId: Id, id: string, session?: ClientSession): Promise<Notification | undefined> {
      return (await set.find(workspaceId, [id], session))[0];
    },
    replace: set.replace,
    /** `open`: only those that are not acknowledged. Newest first. */
    page: (
      {
        workspaceId,
        memberId,
        lane,
        open,
      }: Pick<Notification, 'workspaceId' | 'memberId' | 'lane'> & { open: boolean },
      after: After | null,
      limit: number,
    ) =>
      notifications
        .find({ workspaceId, memberId, lane, ...(open ? { acknowledgedAt: null } : {}), ...beyond(after) })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean<Notification[]>(),
    /** Of a member and lane, not acknowledged, newest first. */
    async open(
      workspaceId: Id,
      memberId: Id,
      lane: Lane,
      limit: number,
      session: ClientSession,
    ): Promise<Notification[]> {
      await set.flush(session);
      return notifications
        .find({ workspaceId, memberId, lane, acknowledgedAt: null })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .session(session)
        .lean<Notification[]>();
    },
    /** Neither acknowledged nor in a mail yet, newest first. */
    notMailed: (workspaceId: Id, memberId: Id, lane: Lane, limit: number) =>
      notifications
        .find({ workspaceId, memberId, lane, acknowledgedAt: null, mailedAt: null })
        .sort({ at: -1 })
        .limit(limit)
        .lean<Notification[]>(),
    async removeOf(workspaceId: Id, ticketId: Id, session: ClientSession): Promise<void> {
      await set.flush(session);
      await notifications.deleteMany({ workspaceId, ticketId }, { session });
    },
    /** About these tickets, of anybody. */
    async openOf(workspaceId: Id, ticketIds: Id[], session: ClientSession): Promise<Notification[]> {
      await set.flush(session);
      return notifications
        .find({ workspaceId, ticketId: op({ $in: ticketIds }), acknowledgedAt: null })
        .session(session)
        .lean<Notification[]>();
    },
  };
}

export type NotificationStore = ReturnType<typeof createNotificationStore>;

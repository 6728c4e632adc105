import type { ClientSession, Connection } from 'mongoose';
import type { Lane } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, op } from '../storage/model.ts';
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
      version: Number,
    },
    [
      [{ workspaceId: 1, memberId: 1, lane: 1, at: -1, _id: -1 }],
      [{ workspaceId: 1, memberId: 1, acknowledgedAt: 1, at: -1, _id: -1 }],
      [{ workspaceId: 1, ticketId: 1, acknowledgedAt: 1 }],
    ],
  );

  return {
    insert: (items: Notification[], session: ClientSession) =>
      notifications.insertMany(items, { session, lean: true, ordered: true }),
    findMany: (ids: string[], session: ClientSession) =>
      notifications
        .find({ _id: op({ $in: ids }) })
        .session(session)
        .lean<Notification[]>(),
    find: (id: string, session: ClientSession) => notifications.findById(id).session(session).lean<Notification>(),
    acknowledge: (ids: string[], at: Date, session: ClientSession) =>
      notifications.updateMany(
        { _id: op({ $in: ids }) },
        { $set: { acknowledgedAt: at }, $inc: { version: 1 } },
        { session },
      ),
    page: (workspaceId: Id, memberId: Id, lane: Lane, after: After | null, limit: number) =>
      notifications
        .find({ workspaceId, memberId, lane, ...beyond(after) })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean<Notification[]>(),
    /** Of a member, newest first. */
    open: (workspaceId: Id, memberId: Id, limit: number, session: ClientSession) =>
      notifications
        .find({ workspaceId, memberId, acknowledgedAt: null })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .session(session)
        .lean<Notification[]>(),
    /** About these tickets, of anybody. */
    openOf: (workspaceId: Id, ticketIds: Id[], session: ClientSession) =>
      notifications
        .find({ workspaceId, ticketId: op({ $in: ticketIds }), acknowledgedAt: null })
        .session(session)
        .lean<Notification[]>(),
  };
}

export type NotificationStore = ReturnType<typeof createNotificationStore>;

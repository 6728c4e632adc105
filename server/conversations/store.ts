import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import { type Message, messageKey } from './model.ts';

const text = { type: String, default: '' };
const optional = { type: String, default: null };

export function createMessageStore(connection: Connection) {
  const messages = defineModel<Message>(
    connection,
    'messages',
    {
      workspaceId: { type: String, required: true },
      id: { type: String, required: true },
      ticketId: { type: String, required: true },
      channelId: optional,
      direction: { type: String, required: true },
      memberId: optional,
      contactId: optional,
      from: Mixed,
      to: Mixed,
      cc: Mixed,
      bcc: Mixed,
      subject: text,
      text,
      quoted: text,
      language: optional,
      html: optional,
      quotedLook: { type: Mixed, default: null },
      htmlBlob: optional,
      sanitizer: { type: Number, default: null },
      remoteImages: Number,
      attachments: Mixed,
      nested: Mixed,
      protections: Mixed,
      meeting: Mixed,
      calendar: optional,
      meetingUid: optional,
      sourceBlob: optional,
      mailId: optional,
      references: [String],
      replyToken: optional,
      threadedBy: optional,
      threadedTo: { type: Mixed, default: null },
      originId: optional,
      mergedFrom: { type: [String], default: undefined },
      broken: Boolean,
      reading: { type: Boolean, default: false },
      automatic: Boolean,
      trust: { type: Mixed, default: null },
      at: Date,
      seq: Number,
      delivery: Mixed,
      dueAt: { type: Date, default: null },
      transmittedAt: { type: Date, default: null },
      mayHaveArrived: { type: Boolean, default: false },
      inputHash: optional,
      version: Number,
    },
    [
      [{ workspaceId: 1, ticketId: 1, seq: -1 }],
      [{ workspaceId: 1, ticketId: 1, direction: 1, seq: -1 }],
      [{ workspaceId: 1, mailId: 1, seq: -1 }],
      // Where did our mails with this reply address go?
      [{ workspaceId: 1, replyToken: 1, seq: -1 }],
      [{ workspaceId: 1, meetingUid: 1, seq: -1 }],
      // What a contact has written.
      [{ workspaceId: 1, contactId: 1, seq: -1 }],
      // What came along with a ticket that was merged.
      [{ workspaceId: 1, mergedFrom: 1 }],
    ],
  );
  return {
    insert: (message: Message, session: ClientSession) => messages.insertMany([message], { session, lean: true }),
    replace: (message: Message, session: ClientSession) =>
      messages.replaceOne({ _id: message._id }, message, { session }),
    removeOf: (workspaceId: Id, ticketId: Id, session: ClientSession) =>
      messages.deleteMany({ workspaceId, ticketId }, { session }),
    remove: (message: Message, session: ClientSession) => messages.deleteOne({ _id: message._id }, { session }),
    replaceAll: (changed: Message[], session: ClientSession) =>
      messages.bulkWrite(
        changed.map((message) => ({ replaceOne: { filter: { _id: message._id }, replacement: message } })),
        { session },
      ),
    ofContact: (workspaceId: Id, contactId: Id, limit: number, session: ClientSession) =>
      messages.find({ workspaceId, contactId }).sort({ seq: -1 }).limit(limit).session(session).lean<Message[]>(),
    /** Of all these tickets, newest first; `before` is the seq to go on from. */
    across: (workspaceId: Id, ticketIds: Id[], before: number | null, limit: number) =>
      messages
        .find({
          workspaceId,
          ticketId: op({ $in: ticketIds }),
          ...(before === null ? {} : { seq: op({ $lt: before }) }),
        })
        .sort({ seq: -1 })
        .limit(limit)
        .lean<Message[]>(),
    /** Those of `ticketId` that came along with `mergedFrom`, the earliest first. */
    cameWith: (workspaceId: Id, ticketId: Id, mergedFrom: Id, session: ClientSession) =>
      messages.find({ workspaceId, mergedFrom, ticketId }).sort({ seq: 1 }).session(session).lean<Message[]>(),
    find: (workspaceId: Id, id: string, session?: ClientSession) =>
      messages
        .findById(messageKey(workspaceId, id))
        .session(session ?? null)
        .lean<Message>(),
    findMany: (workspaceId: Id, ids: string[], session?: ClientSession) =>
      messages
        .find({ _id: op({ $in: ids.map((id) => messageKey(workspaceId, id)) }) })
        .session(session ?? null)
        .lean<Message[]>(),
    /** Newest first; `before` is the seq to go on from. */
    page: (workspaceId: Id, ticketId: Id, before: number | null, limit: number) =>
      messages
        .find({ workspaceId, ticketId, ...(before === null ? {} : { seq: op({ $lt: before }) }) })
        .sort({ seq: -1 })
        .limit(limit)
        .lean<Message[]>(),
    /** What came after `seq`, newest first. */
    newerThan: (workspaceId: Id, ticketId: Id, seq: number, limit: number, session: ClientSession) =>
      messages
        .find({ workspaceId, ticketId, seq: op({ $gt: seq }) })
        .sort({ seq: -1 })
        .limit(limit)
        .session(session)
        .lean<Message[]>(),
    latest: (workspaceId: Id, ticketId: Id, direction: Message['direction'], limit: number, session: ClientSession) =>
      messages
        .find({ workspaceId, ticketId, direction })
        .sort({ seq: -1 })
        .limit(limit)
        .session(session)
        .lean<Message[]>(),
    /** Our mails that carry this reply address, the latest first. */
    byReplyToken: (workspaceId: Id, replyToken: string, limit: number, session: ClientSession) =>
      messages.find({ workspaceId, replyToken }).sort({ seq: -1 }).limit(limit).session(session).lean<Message[]>(),
    /** Mails about one event, the latest first. */
    byMeeting: (workspaceId: Id, meetingUid: string, limit: number, session: ClientSession) =>
      messages.find({ workspaceId, meetingUid }).sort({ seq: -1 }).limit(limit).session(session).lean<Message[]>(),
    /** From `seq` on, the earliest first. */
    since: (workspaceId: Id, ticketId: Id, seq: number, limit: number, session: ClientSession) =>
      messages
        .find({ workspaceId, ticketId, seq: op({ $gte: seq }) })
        .sort({ seq: 1 })
        .limit(limit)
        .session(session)
        .lean<Message[]>(),
    /** The last message of a ticket, whoever wrote it. */
    last: (workspaceId: Id, ticketId: Id, session: ClientSession) =>
      messages.findOne({ workspaceId, ticketId }).sort({ seq: -1 }).session(session).lean<Message>(),
    /** Messages that bear one of these Message-IDs; more than one may claim the same, who came first comes first. */
    byMailIds: (workspaceId: Id, mailIds: string[], limit: number, session: ClientSession) =>
      messages
        .find({ workspaceId, mailId: op({ $in: mailIds }) })
        .sort({ seq: 1 })
        .limit(limit)
        .session(session)
        .lean<Message[]>(),
  };
}

export type MessageStore = ReturnType<typeof createMessageStore>;

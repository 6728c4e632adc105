import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../../shared/ids.ts';
import { defineModel, Mixed } from '../../storage/model.ts';
import type { Origin } from './senderChecks.ts';

/**
 * A mail as it was received. It becomes exactly one message, whose id is this one's; the same mail again is only counted.
 * `fingerprint` tells mails apart: channel, Message-ID and body.
 */
export interface RawMail {
  _id: Id;
  workspaceId: Id;
  channelId: Id;
  fingerprint: string;
  blob: string;
  size: number;
  /** The envelope's sender; empty for bounces. */
  envelopeFrom: string;
  /** Who handed it over; null for what was fetched from a mailbox. */
  origin?: Origin | null;
  /** The envelope's recipients that are addresses of this workspace, as given. */
  recipients: string[];
  receivedAt: Date;
  /** How often it came again, and when last. */
  copies: number;
  lastCopyAt: Date | null;
  /** Set once it lies in its conversation. */
  ticketId: Id | null;
}

export function createRawMailStore(connection: Connection) {
  const rawMails = defineModel<RawMail>(
    connection,
    'rawMails',
    {
      workspaceId: { type: String, required: true },
      channelId: { type: String, required: true },
      fingerprint: { type: String, required: true },
      blob: { type: String, required: true },
      size: Number,
      envelopeFrom: { type: String, default: '' },
      origin: { type: Mixed, default: null },
      recipients: [String],
      receivedAt: Date,
      copies: Number,
      lastCopyAt: { type: Date, default: null },
      ticketId: { type: String, default: null },
    },
    [[{ workspaceId: 1, fingerprint: 1 }, { unique: true }]],
  );
  return {
    find: (id: Id) => rawMails.findById(id).lean<RawMail>(),
    byFingerprint: (workspaceId: Id, fingerprint: string, session: ClientSession) =>
      rawMails.findOne({ workspaceId, fingerprint }).session(session).lean<RawMail>(),
    insert: (mail: RawMail, session: ClientSession) => rawMails.insertMany([mail], { session, lean: true }),
    countCopy: (id: Id, at: Date, session: ClientSession) =>
      rawMails.updateOne({ _id: id }, { $inc: { copies: 1 }, $set: { lastCopyAt: at } }, { session }),
    land: (id: Id, ticketId: Id, session: ClientSession) =>
      rawMails.updateOne({ _id: id }, { $set: { ticketId } }, { session }),
  };
}

export type RawMailStore = ReturnType<typeof createRawMailStore>;

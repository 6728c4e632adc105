import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../../shared/ids.ts';
import { defineModel, Mixed, op } from '../../storage/model.ts';
import type { Mailbox } from './model.ts';

const text = { type: String, default: null };
const leftKept = 20;

export function createMailboxStore(connection: Connection) {
  const mailboxes = defineModel<Mailbox>(
    connection,
    'mailboxes',
    {
      workspaceId: { type: String, required: true },
      host: String,
      port: Number,
      security: String,
      anyCertificate: Boolean,
      user: String,
      folder: String,
      begin: String,
      kind: String,
      tokenUrl: text,
      clientId: { type: String, default: '' },
      secrets: String,
      version: Number,
      since: Date,
      uidValidity: text,
      lastUid: Number,
      state: String,
      why: text,
      words: text,
      lookedAt: { type: Date, default: null },
      fetched: Number,
      left: Mixed,
      leaseBy: text,
      leaseUntil: Date,
    },
    [[{ workspaceId: 1, _id: 1 }], [{ leaseUntil: 1 }]],
  );
  const ofOwner = ({ _id, leaseBy, version }: Mailbox) => ({ _id, leaseBy, version });
  return {
    all: () => mailboxes.find().sort({ _id: 1 }).limit(1000).lean<Mailbox[]>(),
    list: (workspaceId: Id) => mailboxes.find({ workspaceId }).sort({ _id: 1 }).lean<Mailbox[]>(),
    find: (id: Id, session?: ClientSession) =>
      mailboxes
        .findById(id)
        .session(session ?? null)
        .lean<Mailbox>(),
    put: ({ _id, ...mailbox }: Mailbox, session: ClientSession) =>
      mailboxes.updateOne({ _id }, { $set: mailbox }, { upsert: true, session }),
    remove: (id: Id, session: ClientSession) => mailboxes.deleteOne({ _id: id }, { session }),
    forget: (id: Id) => mailboxes.deleteOne({ _id: id }),
    /** For this node alone until `until`; null while another has it. */
    lease: (id: Id, by: string, now: Date, until: Date) =>
      mailboxes
        .findOneAndUpdate(
          { _id: id, leaseUntil: op({ $lt: now }) },
          { $set: { leaseBy: by, leaseUntil: until } },
          { returnDocument: 'after' },
        )
        .lean<Mailbox>(),
    /** False when the lease was lost, or the mailbox set anew. */
    extend: async (mailbox: Mailbox, until: Date) =>
      (await mailboxes.updateOne(ofOwner(mailbox), { $set: { leaseUntil: until } })).matchedCount === 1,
    release: (mailbox: Mailbox) =>
      mailboxes.updateOne({ _id: mailbox._id, leaseBy: mailbox.leaseBy }, { $set: { leaseUntil: new Date(0) } }),
    releaseAll: () => mailboxes.updateMany({}, { $set: { leaseUntil: new Date(0) } }),
    /** Writes down how it stands. False when it is no longer this session's. */
    note: async (mailbox: Mailbox, fields: Partial<Mailbox>) =>
      (await mailboxes.updateOne(ofOwner(mailbox), { $set: fields })).matchedCount === 1,
    took: async (mailbox: Mailbox, uid: number) =>
      (await mailboxes.updateOne(ofOwner(mailbox), { $set: { lastUid: uid }, $inc: { fetched: 1 } })).matchedCount ===
      1,
    leave: async (mailbox: Mailbox, left: Mailbox['left'][number]) => {
      const kept = [...mailbox.left, left].slice(-leftKept);
      return (
        (await mailboxes.updateOne(ofOwner(mailbox), { $set: { lastUid: left.uid, left: kept } })).matchedCount === 1
      );
    },
    /** The same, whoever fetches. */
    replaceSecrets: ({ _id, version, secrets: before }: Mailbox, secrets: string) =>
      mailboxes.updateOne({ _id, version, secrets: before }, { $set: { secrets } }),
    /** A provider that gives a new refresh token with each access token wants that one the next time. */
    reseal: (mailbox: Mailbox, secrets: string) => mailboxes.updateOne(ofOwner(mailbox), { $set: { secrets } }),
  };
}

export type MailboxStore = ReturnType<typeof createMailboxStore>;

import type { ClientSession, Connection } from 'mongoose';
import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import type { Contact } from './model.ts';

export function createContactStore(connection: Connection) {
  const contacts = defineModel<Contact>(
    connection,
    'contacts',
    {
      workspaceId: { type: String, required: true },
      name: { type: String, default: '' },
      email: { type: String, default: null },
      emailLower: { type: String, default: null },
      createdAt: Date,
      reach: Mixed,
      audience: [String],
      version: Number,
    },
    [
      [
        { workspaceId: 1, emailLower: 1 },
        { unique: true, partialFilterExpression: { emailLower: { $type: 'string' } } },
      ],
      [{ workspaceId: 1, audience: 1, _id: -1 }],
    ],
  );
  return {
    byEmail: (workspaceId: Id, email: string, session: ClientSession) =>
      contacts.findOne({ workspaceId, emailLower: email.toLowerCase() }).session(session).lean<Contact>(),
    find: (workspaceId: Id, ids: Id[], session?: ClientSession) =>
      contacts
        .find({ _id: op({ $in: ids }), workspaceId })
        .session(session ?? null)
        .lean<Contact[]>(),
    insert: (contact: Contact, session: ClientSession) => contacts.insertMany([contact], { session, lean: true }),
    replace: (contact: Contact, session: ClientSession) =>
      contacts.replaceOne({ _id: contact._id }, contact, { session }),
    list: (workspaceId: Id, scopes: Scope[], email: string | null, before: Id | null, limit: number) =>
      contacts
        .find({
          workspaceId,
          audience: op({ $in: scopes }),
          ...(email === null ? {} : { emailLower: email }),
          ...(before ? { _id: op({ $lt: before }) } : {}),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<Contact[]>(),
  };
}

export type ContactStore = ReturnType<typeof createContactStore>;

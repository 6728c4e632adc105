import type { ClientSession, Connection } from 'mongoose';
import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import { createWorkingSet } from '../storage/workingSet.ts';
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
  const set = createWorkingSet(contacts);

  return {
    async byEmail(workspaceId: Id, email: string, session: ClientSession): Promise<Contact | undefined> {
      await set.flush(session);
      const found = await contacts
        .findOne({ workspaceId, emailLower: email.toLowerCase() })
        .select({ _id: 1 })
        .session(session)
        .lean<{ _id: Id }>();
      return found ? (await set.find(workspaceId, [found._id], session))[0] : undefined;
    },
    find: set.find,
    insert: set.insert,
    replace: set.replace,
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

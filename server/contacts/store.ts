import type { ClientSession, Connection } from 'mongoose';
import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { wordKeyPattern, wordKeys } from '../platform/searchWords.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import { createWorkingSet } from '../storage/workingSet.ts';
import { type Contact, nameKeyOf, wordsIn } from './model.ts';

export interface Stored extends Contact {
  addresses: string[];
  nameKey: string;
  words: string[];
}

/** Where a list by name goes on. */
export interface AfterName {
  nameKey: string;
  id: Id;
}

export interface ContactQuery {
  workspaceId: Id;
  scopes: Scope[];
  email?: string | undefined;
  companyId?: Id | undefined;
  limit: number;
}

const contactOf = ({ addresses: _addresses, nameKey: _nameKey, words: _words, ...contact }: Stored): Contact => contact;
/** The contact with what lists and searches look at. */
export const storedOf = (contact: Contact): Stored => ({
  ...contact,
  addresses: contact.emails.map((email) => email.toLowerCase()),
  nameKey: nameKeyOf(contact),
  words: wordKeys(contact.audience, wordsIn(contact)),
});

const text = { type: String, default: '' };
const maybe = { type: String, default: null };

function filterOf({ workspaceId, scopes, email, companyId }: ContactQuery): Record<string, unknown> {
  const exact = { addresses: email?.toLowerCase(), companyId };
  return {
    workspaceId,
    audience: op({ $in: scopes }),
    ...Object.fromEntries(Object.entries(exact).filter(([, value]) => value !== undefined)),
  };
}

const beyondName = (after: AfterName | null): Record<string, unknown> =>
  after
    ? {
        nameKey: op({ $gte: after.nameKey }),
        $or: [{ nameKey: op({ $gt: after.nameKey }) }, { _id: op({ $gt: after.id }) }],
      }
    : {};

export function createContactStore(connection: Connection) {
  const contacts = defineModel<Stored>(
    connection,
    'contacts',
    {
      workspaceId: { type: String, required: true },
      name: text,
      nameKey: text,
      emails: [String],
      addresses: [String],
      phone: maybe,
      companyId: maybe,
      language: maybe,
      notes: text,
      provisional: Boolean,
      mergedIntoId: maybe,
      createdAt: Date,
      reach: Mixed,
      audience: [String],
      words: [String],
      version: Number,
    },
    [
      [
        { workspaceId: 1, addresses: 1 },
        { unique: true, partialFilterExpression: { addresses: { $type: 'string' } } },
      ],
      [{ workspaceId: 1, audience: 1, _id: -1 }],
      [{ workspaceId: 1, audience: 1, nameKey: 1, _id: 1 }],
      // Found as one types: an entry for each word and each scope of those who may find him.
      [{ workspaceId: 1, words: 1, _id: -1 }],
      // A company's people.
      [{ workspaceId: 1, companyId: 1, _id: -1 }],
    ],
  );
  const set = createWorkingSet(contacts);
  const newest = (query: ContactQuery, before: Id | null) =>
    contacts
      .find({ ...filterOf(query), ...(before ? { _id: op({ $lt: before }) } : {}) })
      .sort({ _id: -1 })
      .limit(query.limit);
  const byName = (query: ContactQuery, after: AfterName | null) =>
    contacts
      .find({ ...filterOf(query), ...beyondName(after) })
      .sort({ nameKey: 1, _id: 1 })
      .limit(query.limit);
  const found = (workspaceId: Id, scope: Scope, words: string[], limit: number) =>
    contacts
      .find({ workspaceId, $and: words.map((word) => ({ words: op({ $regex: wordKeyPattern(scope, word) }) })) })
      .limit(limit);
  const read = async (rows: PromiseLike<unknown>) => ((await rows) as Stored[]).map(contactOf);

  return {
    async byEmail(workspaceId: Id, email: string, session: ClientSession): Promise<Contact | null> {
      await set.flush(session);
      const found = await contacts
        .findOne({ workspaceId, addresses: email.toLowerCase() })
        .select({ _id: 1 })
        .session(session)
        .lean<{ _id: Id }>();
      const [row] = found ? await set.find(workspaceId, [found._id], session) : [];
      return row ? contactOf(row) : null;
    },
    find: async (workspaceId: Id, ids: Id[], session?: ClientSession) =>
      (await set.find(workspaceId, ids, session)).map(contactOf),
    /** Writes what waits to be written: an address that one gives up is another's only then. */
    settle: (session: ClientSession) => set.flush(session),
    insert: (contact: Contact, session: ClientSession) => set.insert(storedOf(contact), session),
    replace: (contact: Contact, session: ClientSession) => set.replace(storedOf(contact), session),
    newest: (query: ContactQuery, before: Id | null) => read(newest(query, before).lean()),
    byName: (query: ContactQuery, after: AfterName | null) => read(byName(query, after).lean()),
    search: (workspaceId: Id, scope: Scope, words: string[], limit: number) =>
      read(found(workspaceId, scope, words, limit).lean()),
    explain: {
      newest: (query: ContactQuery, before: Id | null) => newest(query, before).explain('executionStats'),
      byName: (query: ContactQuery, after: AfterName | null) => byName(query, after).explain('executionStats'),
      search: (workspaceId: Id, scope: Scope, words: string[], limit: number) =>
        found(workspaceId, scope, words, limit).explain('executionStats'),
    },
  };
}

export type ContactStore = ReturnType<typeof createContactStore>;

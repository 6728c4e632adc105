import type { ClientSession, Connection } from 'mongoose';
import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { wordKeyPattern, wordKeys } from '../platform/searchWords.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import { createWorkingSet } from '../storage/workingSet.ts';
import { type Company, wordsIn } from './model.ts';

interface Stored extends Company {
  words: string[];
}

const companyOf = ({ words: _words, ...company }: Stored): Company => company;
const storedOf = (company: Company): Stored => ({
  ...company,
  words: wordKeys(company.audience, wordsIn(company)),
});

export function createCompanyStore(connection: Connection) {
  const companies = defineModel<Stored>(
    connection,
    'companies',
    {
      workspaceId: { type: String, required: true },
      name: { type: String, required: true },
      domain: { type: String, default: null },
      phone: { type: String, default: null },
      notes: { type: String, default: '' },
      createdAt: Date,
      reach: Mixed,
      audience: [String],
      words: [String],
      version: Number,
    },
    [
      [{ workspaceId: 1, audience: 1, _id: -1 }],
      // Found as one types: an entry for each word and each scope of those who may find it.
      [{ workspaceId: 1, words: 1, _id: -1 }],
    ],
  );
  const set = createWorkingSet(companies);
  const found = (workspaceId: Id, scope: Scope, words: string[], limit: number) =>
    companies
      .find({ workspaceId, $and: words.map((word) => ({ words: op({ $regex: wordKeyPattern(scope, word) }) })) })
      .limit(limit);

  return {
    find: async (workspaceId: Id, ids: Id[], session?: ClientSession) =>
      (await set.find(workspaceId, ids, session)).map(companyOf),
    insert: (company: Company, session: ClientSession) => set.insert(storedOf(company), session),
    replace: (company: Company, session: ClientSession) => set.replace(storedOf(company), session),
    async list(workspaceId: Id, scopes: Scope[], before: Id | null, limit: number): Promise<Company[]> {
      const rows = await companies
        .find({
          workspaceId,
          audience: op({ $in: scopes }),
          ...(before ? { _id: op({ $lt: before }) } : {}),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(companyOf);
    },
    search: async (workspaceId: Id, scope: Scope, words: string[], limit: number): Promise<Company[]> =>
      (await found(workspaceId, scope, words, limit).lean<Stored[]>()).map(companyOf),
    explainSearch: (workspaceId: Id, scope: Scope, words: string[], limit: number) =>
      found(workspaceId, scope, words, limit).explain('executionStats'),
  };
}

export type CompanyStore = ReturnType<typeof createCompanyStore>;

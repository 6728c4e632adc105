import { canEdit, canSee, type Scope, ticketScopesOf } from '../../shared/access.ts';
import { notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import { firstReach, reachMoved } from '../auth/reach.ts';
import type { Tx } from '../events/batch.ts';
import { newId } from '../platform/clock.ts';
import { given, type Loose } from '../platform/given.ts';
import { wordsAskedFor } from '../platform/searchWords.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Company, type CompanyFields, viewOf } from './model.ts';
import type { CompanyStore } from './store.ts';

export function createCompanyService({ store }: { store: CompanyStore }) {
  /** Tells those who may know of it; those who no longer may are told only that it is gone. */
  function announce(tx: Tx, before: Scope[], company: Company): void {
    const subject = { kind: 'company', id: company._id } as const;
    const gone = before.filter((scope) => !company.audience.includes(scope));
    if (gone.length > 0) {
      tx.emit({ type: 'company.left', companyId: company._id }, { audience: gone, except: company.audience });
    }
    tx.emit({ type: 'company.changed', company: viewOf(company) }, { audience: company.audience, subject });
  }

  /**
   * A ticket moves its company twice, by itself and by its contacts: told once, when both are done, so that nobody who
   * loses it hears of it in between.
   */
  async function tellMoved(tx: Tx, moves: { companyId: Id; before: Scope[] }[]): Promise<void> {
    const first = new Map(moves.toReversed().map(({ companyId, before }) => [companyId, before]));
    for (const company of await store.find(tx.workspaceId, [...first.keys()], tx.session)) {
      const before = first.get(company._id) ?? [];
      if (before.join() === company.audience.join()) continue;
      const next = { ...company, version: company.version + 1 };
      store.replace(next, tx.write());
      announce(tx, before, next);
    }
  }

  async function search(actor: Actor, text: string, limit: number): Promise<Company[]> {
    const words = wordsAskedFor(text);
    if (words.length === 0) return [];
    const scopes = ticketScopesOf(actor.rights);
    const found = await Promise.all(scopes.map((scope) => store.search(actor.workspaceId, scope, words, limit)));
    return [...new Map(found.flat().map((company) => [company._id, company])).values()].slice(0, limit);
  }

  return {
    /** @throws notFound when the maker himself would not see it; null brings it along from elsewhere */
    async create(tx: Tx, actor: Actor | null, fields: CompanyFields): Promise<Company> {
      const company: Company = {
        ...fields,
        ...firstReach(actor?.id ?? null),
        _id: newId({ now: () => tx.now }),
        workspaceId: tx.workspaceId,
        createdAt: tx.now,
        version: 1,
      };
      if (actor && !canEdit(actor.rights, company)) throw notFound('company');
      store.insert(company, tx.write());
      announce(tx, [], company);
      return company;
    },

    async update(tx: Tx, company: Company, fields: Loose<CompanyFields>): Promise<Company> {
      const next = { ...company, ...given(fields) };
      if (JSON.stringify(viewOf(next)) === JSON.stringify(viewOf(company))) return company;
      next.version += 1;
      store.replace(next, tx.write());
      announce(tx, company.audience, next);
      return next;
    },

    /** A contact or a ticket of it changed its audience: so may the company's. */
    async moved(tx: Tx, companyId: Id | null, before: Scope[] | null, after: Scope[] | null): Promise<void> {
      if (companyId === null || before?.join() === after?.join()) return;
      const [company] = await store.find(tx.workspaceId, [companyId], tx.session);
      if (!company) return;
      store.replace(reachMoved(company, before, after), tx.write());
      tx.collect('companies:moved', [{ companyId, before: company.audience }], tellMoved);
    },

    find: (workspaceId: Id, ids: Id[], session?: ClientSession) =>
      ids.length === 0 ? Promise.resolve([]) : store.find(workspaceId, ids, session),

    /** The audiences these companies have now. */
    async audiences(workspaceId: Id, ids: Id[]): Promise<Map<Id, Scope[]>> {
      const found = await store.find(workspaceId, ids);
      return new Map(found.map((company) => [company._id, company.audience]));
    },

    async mustSee(actor: Actor, id: Id, session?: ClientSession): Promise<Company> {
      const [company] = await store.find(actor.workspaceId, [id], session);
      if (!company || !canSee(actor.rights, company)) throw notFound('company');
      return company;
    },

    async mustEdit(actor: Actor, id: Id, session?: ClientSession): Promise<Company> {
      const [company] = await store.find(actor.workspaceId, [id], session);
      if (!company || !canEdit(actor.rights, company)) throw notFound('company');
      return company;
    },

    search,

    async list(
      actor: Actor,
      input: { search?: string | undefined; cursor?: string | null | undefined; limit?: number | undefined },
    ) {
      const limit = input.limit ?? 50;
      if (input.search?.trim()) return { items: (await search(actor, input.search, limit)).map(viewOf), next: null };
      const scopes = ticketScopesOf(actor.rights);
      const page = await store.list(actor.workspaceId, scopes, input.cursor ?? null, limit + 1);
      const items = page.slice(0, limit);
      return { items: items.map(viewOf), next: page.length > limit ? (items.at(-1)?._id ?? null) : null };
    },
  };
}

export type CompanyService = ReturnType<typeof createCompanyService>;

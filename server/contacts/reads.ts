import { canEdit, ticketScopesOf } from '../../shared/access.ts';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import { viewOf as companyView } from '../companies/model.ts';
import type { CompanyService } from '../companies/service.ts';
import { wordsAskedFor } from '../platform/searchWords.ts';
import { type Contact, nameKeyOf, viewOf } from './model.ts';
import type { ContactService } from './service.ts';
import type { AfterName, ContactQuery, ContactStore } from './store.ts';

/** Whoever types a company's name sees the people of so many that begin with it. */
const companiesNamed = 5;

const writeCursor = (contact: Contact): string =>
  Buffer.from(JSON.stringify([nameKeyOf(contact), contact._id])).toString('base64url');

function readCursor(cursor: string | null): AfterName | null {
  if (cursor === null) return null;
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [nameKey, id] = keys as unknown[];
    if (typeof nameKey === 'string' && typeof id === 'string') return { nameKey, id };
  } catch {
    // Said below, as for anything else that was not handed out.
  }
  throw new AppError('invalid', 'The cursor is not one of ours. Start the list again without it.', { field: 'cursor' });
}

const distinctOf = (contacts: Contact[]): Contact[] => [
  ...new Map(contacts.map((contact) => [contact._id, contact])).values(),
];

/** Customers for a member, by his rights of this moment. */
export function createContactReads(deps: { store: ContactStore; contacts: ContactService; companies: CompanyService }) {
  const { store, contacts, companies } = deps;

  /** By the words in names, addresses and numbers; then whoever belongs to a company of that name. */
  async function search(actor: Actor, text: string, query: ContactQuery): Promise<Contact[]> {
    const { workspaceId, scopes, limit, companyId } = query;
    const words = wordsAskedFor(text);
    if (words.length === 0) return [];
    const own = await Promise.all(scopes.map((scope) => store.search(workspaceId, scope, words, limit)));
    const named = companyId ? [] : await companies.search(actor, text, companiesNamed);
    const theirs = await Promise.all(named.map(({ _id }) => store.newest({ ...query, companyId: _id }, null)));
    const found = distinctOf([...own.flat(), ...theirs.flat()]);
    return found.filter((contact) => !companyId || contact.companyId === companyId).slice(0, limit);
  }

  async function answer(actor: Actor, items: Contact[], next: string | null): Promise<Output<'contact.list'>> {
    const ids = items.flatMap(({ companyId }) => (companyId ? [companyId] : []));
    const named = await companies.find(actor.workspaceId, [...new Set(ids)]);
    return { items: items.map(viewOf), next, companies: named.map(companyView) };
  }

  return {
    async list(actor: Actor, input: Input<'contact.list'>): Promise<Output<'contact.list'>> {
      const { email, companyId, cursor = null, limit = 50 } = input;
      const scopes = ticketScopesOf(actor.rights);
      const query: ContactQuery = { workspaceId: actor.workspaceId, scopes, email, companyId, limit: limit + 1 };
      if (input.search?.trim()) return answer(actor, await search(actor, input.search, { ...query, limit }), null);
      const named = input.sort === 'name';
      const page = named ? await store.byName(query, readCursor(cursor)) : await store.newest(query, cursor);
      const items = page.slice(0, limit);
      const last = page.length > limit ? items.at(-1) : undefined;
      return answer(actor, items, last ? (named ? writeCursor(last) : last._id) : null);
    },

    async get(actor: Actor, contactId: Id): Promise<Output<'contact.get'>> {
      const contact = await contacts.mustSee(actor, contactId);
      const { items, companies: named } = await answer(actor, [contact], null);
      const [view] = items;
      if (!view) throw new Error('One contact has one view');
      return { contact: view, company: named[0] ?? null, can: { edit: canEdit(actor.rights, contact) } };
    },
  };
}

export type ContactReads = ReturnType<typeof createContactReads>;

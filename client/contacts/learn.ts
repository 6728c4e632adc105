import type { Input } from '../../shared/contract.ts';
import type { CompanyView, ContactView } from '../../shared/entities.ts';
import { merge } from '../../shared/state.ts';
import { readInto } from '../connection/readInto.ts';
import type { Screen } from '../connection/screen.ts';

const shownAtMost = 8;

/** Contacts found by what was typed; the screen knows them from then on. */
export async function findContacts(screen: Screen, search: string): Promise<ContactView[]> {
  const page = { ...(search ? { search } : {}), limit: shownAtMost };
  const answer = await readInto(screen, 'contact.list', page, (known, { value, seq }) =>
    merge(known, seq, { contacts: value.items, companies: value.companies }),
  );
  return answer?.value.items ?? [];
}

export async function findCompanies(screen: Screen, search: string): Promise<CompanyView[]> {
  const page = { ...(search ? { search } : {}), limit: shownAtMost };
  const answer = await readInto(screen, 'company.list', page, (known, { value, seq }) =>
    merge(known, seq, { companies: value.items }),
  );
  return answer?.value.items ?? [];
}

/** Makes a contact and answers him as he is now. */
export async function createContact(screen: Screen, input: Input<'contact.create'>, id?: string): Promise<ContactView> {
  const made = await screen.ask('contact.create', input, id);
  return meetContact(screen, made.value.contactId);
}

/** One contact and his company; the screen knows them from then on. */
export async function meetContact(screen: Screen, contactId: string): Promise<ContactView> {
  const answer = await readInto(screen, 'contact.get', { contactId }, (known, { value, seq }) =>
    merge(known, seq, { contacts: [value.contact], companies: value.company ? [value.company] : [] }),
  );
  return answer ? answer.value.contact : meetContact(screen, contactId);
}

export async function createCompany(screen: Screen, input: Input<'company.create'>, id?: string): Promise<CompanyView> {
  const made = await screen.ask('company.create', input, id);
  return meetCompany(screen, made.value.companyId);
}

export async function meetCompany(screen: Screen, companyId: string): Promise<CompanyView> {
  const answer = await readInto(screen, 'company.get', { companyId }, (known, { value, seq }) =>
    merge(known, seq, { companies: [value.company] }),
  );
  return answer ? answer.value.company : meetCompany(screen, companyId);
}

/** What somebody has typed to make a contact: an address is also his name until he has one. */
export const namedBy = (text: string): Input<'contact.create'> =>
  text.includes('@') ? { name: text.split('@')[0] || text, emails: [text] } : { name: text };

import { z } from 'zod';
import { CompanyView, ContactView, Language } from '../entities.ts';
import { Cursor, Id } from '../ids.ts';
import { command, query } from './call.ts';

const Name = z.string().trim().min(1).max(200);
const Phone = z.string().trim().min(1).max(50).nullable();
const Notes = z.string().trim().max(5000);
const Emails = z.array(z.email().max(320)).max(20);
const Domain = z
  .string()
  .trim()
  .max(253)
  .regex(/^[^\s/@:]+\.[^\s/@:.]+$/, 'must be a domain like example.com')
  .nullable();
const page = { cursor: Cursor.nullable().optional(), limit: z.int().min(1).max(200).optional() };
const Search = z.string().max(200);

export const contactCalls = {
  'contact.list': query(
    'Contacts you may know of, with the companies they name: newest first, or by name. With `search` the best matches, as one types, by name, address, number or company; a search has no further page.',
    z.strictObject({
      ...page,
      email: z.string().max(320).optional(),
      companyId: Id.optional(),
      search: Search.optional(),
      sort: z.enum(['newest', 'name']).optional(),
    }),
    z.object({ items: z.array(ContactView), next: Cursor.nullable(), companies: z.array(CompanyView) }),
  ),
  'contact.get': query(
    'One contact, his company, and what you may do with him.',
    z.strictObject({ contactId: Id }),
    z.object({
      contact: ContactView,
      company: CompanyView.nullable(),
      can: z.object({ edit: z.boolean() }),
    }),
  ),
  'contact.create': command(
    'Make a contact. You see him, and whoever sees everything; with his tickets come the others. `conflict` when an address is another contact’s.',
    z.strictObject({
      name: Name,
      emails: Emails.optional(),
      phone: Phone.optional(),
      companyId: Id.nullable().optional(),
      language: Language.nullable().optional(),
      notes: Notes.optional(),
    }),
    z.object({ contactId: Id, version: z.int() }),
  ),
  'contact.update': command(
    'Change a contact. What is left out stays; the first address is where answers go.',
    z.strictObject({
      contactId: Id,
      name: Name.optional(),
      emails: Emails.optional(),
      phone: Phone.optional(),
      companyId: Id.nullable().optional(),
      language: Language.nullable().optional(),
      notes: Notes.optional(),
    }),
    z.object({ contactId: Id, version: z.int() }),
  ),
  'company.list': query(
    'Companies you may know of, newest first. With `search` the best matches, as one types; a search has no further page.',
    z.strictObject({ ...page, search: Search.optional() }),
    z.object({ items: z.array(CompanyView), next: Cursor.nullable() }),
  ),
  'company.get': query(
    'One company, and what you may do with it.',
    z.strictObject({ companyId: Id }),
    z.object({ company: CompanyView, can: z.object({ edit: z.boolean() }) }),
  ),
  'company.create': command(
    'Make a company. You see it, and whoever sees everything; with its contacts and tickets come the others.',
    z.strictObject({
      name: Name,
      domain: Domain.optional(),
      phone: Phone.optional(),
      notes: Notes.optional(),
    }),
    z.object({ companyId: Id, version: z.int() }),
  ),
  'company.update': command(
    'Change a company. What is left out stays.',
    z.strictObject({
      companyId: Id,
      name: Name.optional(),
      domain: Domain.optional(),
      phone: Phone.optional(),
      notes: Notes.optional(),
    }),
    z.object({ companyId: Id, version: z.int() }),
  ),
};

import { z } from 'zod';
import { CompanyView, ContactView, Language, TicketView } from '../entities.ts';
import { ClientId, Cursor, Id, Moment } from '../ids.ts';
import { MailAddress } from '../mailAddress.ts';
import { command, query } from './call.ts';

const Name = z.string().trim().min(1).max(200);
const Phone = z.string().trim().min(1).max(50).nullable();
const Notes = z.string().trim().max(5000);
const Emails = z.array(MailAddress).max(20);
const Domain = z
  .string()
  .trim()
  .max(253)
  .regex(/^[^\s/@:]+\.[^\s/@:.]+$/, 'must be a domain like example.com')
  .nullable();
const page = { cursor: Cursor.nullable().optional(), limit: z.int().min(1).max(200).optional() };
const Search = z.string().max(200);

/** A moment of a contact's story. */
export const ContactMoment = z.object({
  kind: z.enum(['message', 'comment', 'ticket']),
  /** The message's, comment's or ticket's. */
  id: z.string(),
  ticketId: Id,
  at: Moment,
  direction: z.enum(['in', 'out']).nullable(),
  memberId: Id.nullable(),
  snippet: z.string(),
});
export type ContactMoment = z.infer<typeof ContactMoment>;

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
  'contact.timeline': query(
    'What was said with a contact and about his tickets, newest first: messages, comments and beginnings of the tickets of his that you may see.',
    z.strictObject({ contactId: Id, cursor: Cursor.nullable().optional(), limit: z.int().min(1).max(200).optional() }),
    z.object({ items: z.array(ContactMoment), next: Cursor.nullable(), tickets: z.array(TicketView) }),
  ),
  'contact.duplicates': query(
    'Contacts you may know of who may be the same person: by an address, a number or a name that reads alike.',
    z.strictObject({ contactId: Id }),
    z.object({
      items: z.array(z.object({ contact: ContactView, by: z.array(z.enum(['email', 'phone', 'name'])) })),
      next: z.null(),
    }),
  ),
  'contact.merge': command(
    'Two contacts are one person: tickets, conversations and addresses of the first go to the other, who keeps what he has and gets what he lacks. The former’s id leads to him. It cannot be undone.',
    z.strictObject({ contactId: Id, intoId: Id }),
    z.object({ contactId: Id, version: z.int() }),
  ),
  'contact.identify': command(
    'Say who wrote a message of somebody unknown: a contact there is, or a new one. His ticket, his other tickets and his conversations go along. `conflict` when he is known already, or when an address is another contact’s.',
    z.strictObject({
      messageId: ClientId,
      contactId: Id.optional(),
      newContact: z
        .strictObject({
          name: Name,
          emails: Emails.optional(),
          phone: Phone.optional(),
          companyId: Id.nullable().optional(),
          language: Language.nullable().optional(),
          notes: Notes.optional(),
        })
        .optional(),
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

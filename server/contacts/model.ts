import type { ContactView, Language } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Reached } from '../auth/reach.ts';
import { wordsOf } from '../platform/searchWords.ts';

/** A customer. Who may know of him is who may see one of his tickets, and who has made him by hand. */
export interface Contact extends Reached {
  _id: Id;
  workspaceId: Id;
  name: string;
  /** As they were written; the first is where answers go. No two contacts of a workspace share one. */
  emails: string[];
  phone: string | null;
  companyId: Id | null;
  language: Language | null;
  notes: string;
  /** A message has made it; nobody has said yet who it is. */
  provisional?: boolean;
  /** Turned out to be that one: nobody's since then, and its id leads there. */
  mergedIntoId?: Id | null;
  createdAt: Date;
  version: number;
}

export type ContactFields = Pick<Contact, 'name' | 'emails' | 'phone' | 'companyId' | 'language' | 'notes'>;

export const addressOf = (contact: Contact): string | null => contact.emails[0] ?? null;

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const hasAddress = (contact: Contact, address: string): boolean =>
  contact.emails.some((one) => sameAddress(one, address));

/** Each address once, whatever its capitals. */
export const distinct = (emails: readonly string[]): string[] =>
  emails.filter((email, index) => emails.findIndex((one) => sameAddress(one, email)) === index);

/** What a list by name is sorted by. */
export const nameKeyOf = (contact: Contact): string => contact.name.normalize('NFKC').toLowerCase().slice(0, 200);

/** The last digits tell numbers apart, with or without their country. */
export const phoneTail = 9;
export const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

export const wordsIn = ({ name, emails, phone }: Contact): string[] =>
  wordsOf(name, ...emails, phone, phone ? digitsOf(phone) : null, phone ? digitsOf(phone).slice(-phoneTail) : null);

export const viewOf = (contact: Contact): ContactView => ({
  id: contact._id,
  name: contact.name,
  email: addressOf(contact),
  emails: contact.emails,
  phone: contact.phone,
  companyId: contact.companyId,
  language: contact.language,
  notes: contact.notes,
  provisional: contact.provisional ?? false,
  createdAt: contact.createdAt.toISOString(),
  version: contact.version,
});

import { type Contact, digitsOf, phoneTail } from '../contacts/model.ts';
import { wordsAskedFor } from '../platform/searchWords.ts';

export type Likeness = 'email' | 'phone' | 'name';

/** Shorter ones are extensions. */
const phoneAtLeast = 7;
/** Providers that pass over dots in an address. */
const dotless = ['gmail.com', 'googlemail.com'];

/** One spelling for addresses that reach the same person. */
export function emailKey(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const bare = local.split('+')[0] ?? '';
  return `${dotless.includes(domain) ? bare.replaceAll('.', '') : bare}@${domain}`;
}

export function phoneKey(phone: string | null): string | null {
  const digits = digitsOf(phone ?? '');
  return digits.length < phoneAtLeast ? null : digits.slice(-phoneTail);
}

/** Whatever the order of its words, their case, width and accents. An address is no name. */
export const nameKey = (name: string): string | null =>
  name.includes('@') ? null : wordsAskedFor(name).sort().join(' ') || null;

/** By what two contacts may be one person. */
export function likeness(one: Contact, other: Contact): Likeness[] {
  const emails = one.emails.map(emailKey);
  const [phone, name] = [phoneKey(one.phone), nameKey(one.name)];
  return [
    ...(other.emails.some((email) => emails.includes(emailKey(email))) ? (['email'] as const) : []),
    ...(phone && phone === phoneKey(other.phone) ? (['phone'] as const) : []),
    ...(name && name === nameKey(other.name) ? (['name'] as const) : []),
  ];
}

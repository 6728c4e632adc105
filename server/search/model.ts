import type { SearchType } from '../../shared/contract/search.ts';
import type { Searched } from '../../shared/search/words.ts';
import type { Comment } from '../comments/model.ts';
import type { Company } from '../companies/model.ts';
import type { Contact } from '../contacts/model.ts';
import type { Message } from '../conversations/model.ts';
import type { Ticket } from '../tickets/model.ts';

export type SearchKind = SearchType;

const some = (...texts: (string | null | undefined)[]): string[] => texts.flatMap((text) => (text ? [text] : []));

/** Also by the numbers of those that were merged into it. */
export const ticketSearched = ({ name, number, tags, merged = [] }: Ticket): Searched => ({
  names: [name, String(number), ...tags, ...merged.map((one) => String(one.number))],
  texts: [],
});

/** What it quotes is found where it was said. */
export const messageSearched = ({ text, from, attachments }: Message): Searched => ({
  names: [],
  texts: [text, ...some(from.name, from.address), ...attachments.flatMap(({ name }) => some(name))],
});

export const commentSearched = ({ text }: Comment): Searched => ({ names: [], texts: [text] });

export const contactSearched = ({ name, emails, phone, notes }: Contact): Searched => ({
  names: some(name, ...emails, phone, phone?.replace(/\D/g, '')),
  texts: some(notes),
});

export const companySearched = ({ name, domain, phone, notes }: Company): Searched => ({
  names: some(name, domain, phone, phone?.replace(/\D/g, '')),
  texts: some(notes),
});

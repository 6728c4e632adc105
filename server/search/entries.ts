import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import type { Searched } from '../../shared/search/words.ts';
import type { Comment } from '../comments/model.ts';
import type { Company } from '../companies/model.ts';
import type { Contact } from '../contacts/model.ts';
import type { Message } from '../conversations/model.ts';
import type { Ticket } from '../tickets/model.ts';
import {
  commentSearched,
  companySearched,
  contactSearched,
  messageSearched,
  type SearchKind,
  ticketSearched,
} from './model.ts';
import { type Entry, entryKey, shelfOf } from './store.ts';
import { tokensOf } from './tokens.ts';

interface Where {
  workspaceId: Id;
  kind: SearchKind;
  thingId: string;
  ticketId: Id | null;
  audience: Scope[];
  at: Date;
}

const entry = (where: Where, searched: Searched): Entry => ({
  _id: entryKey(where.workspaceId, where.kind, where.thingId),
  shelf: shelfOf(where.workspaceId, where.kind),
  ...where,
  tokens: tokensOf(searched),
});

export const ticketEntry = (ticket: Ticket): Entry => {
  const { workspaceId, _id, audience, activityAt } = ticket;
  return entry(
    { workspaceId, kind: 'ticket', thingId: _id, ticketId: _id, audience, at: activityAt },
    ticketSearched(ticket),
  );
};

export const messageEntry = (message: Message, { _id, audience }: Ticket): Entry => {
  const { workspaceId, id, at } = message;
  return entry({ workspaceId, kind: 'message', thingId: id, ticketId: _id, audience, at }, messageSearched(message));
};

export const commentEntry = (comment: Comment, { _id, audience }: Ticket): Entry => {
  const { workspaceId, id, at } = comment;
  return entry({ workspaceId, kind: 'comment', thingId: id, ticketId: _id, audience, at }, commentSearched(comment));
};

export const contactEntry = (contact: Contact): Entry => {
  const { workspaceId, _id, audience, createdAt } = contact;
  return entry(
    { workspaceId, kind: 'contact', thingId: _id, ticketId: null, audience, at: createdAt },
    contactSearched(contact),
  );
};

export const companyEntry = (company: Company): Entry => {
  const { workspaceId, _id, audience, createdAt } = company;
  return entry(
    { workspaceId, kind: 'company', thingId: _id, ticketId: null, audience, at: createdAt },
    companySearched(company),
  );
};

/** Nothing to write: the same words, to the same people, in the same place. */
export const same = (one: Entry, other: Entry): boolean =>
  one.at.getTime() === other.at.getTime() &&
  one.ticketId === other.ticketId &&
  one.audience.join() === other.audience.join() &&
  one.tokens.join(' ') === other.tokens.join(' ');

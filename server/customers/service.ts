import { ticketScopesOf } from '../../shared/access.ts';
import type { ContactMoment } from '../../shared/contract/contacts.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { TicketView } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Comment } from '../comments/model.ts';
import { type Contact, type ContactFields, distinct, viewOf } from '../contacts/model.ts';
import type { ContactService } from '../contacts/service.ts';
import { type Message, snippetOf } from '../conversations/model.ts';
import type { Naming } from '../conversations/naming.ts';
import type { Tx } from '../events/batch.ts';
import { wordsAskedFor } from '../platform/searchWords.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { emailKey, likeness, phoneKey } from './alike.ts';

/** Change one transaction at most; the rest follows by a job. */
const carriedAtOnce = 100;
/** A page of a story is read from so many of the latest tickets. */
const ticketsRead = 200;
const lookedAt = 50;

interface Said {
  across(workspaceId: Id, ticketIds: Id[], before: number | null, limit: number): Promise<(Message | Comment)[]>;
}

function readCursor(cursor: string | null | undefined): { seq: number; at: string } | null {
  if (!cursor) return null;
  const [seq, at] = cursor.split('.', 2);
  const time = new Date(Number(at));
  if (!/^\d{1,15}$/.test(seq ?? '') || Number.isNaN(time.getTime())) {
    throw new AppError('invalid', 'The cursor is not one of ours. Start the list again without it.', {
      field: 'cursor',
    });
  }
  return { seq: Number(seq), at: time.toISOString() };
}

const momentOf = (one: Message | Comment): ContactMoment => ({
  kind: 'direction' in one ? 'message' : 'comment',
  id: one.id,
  ticketId: one.ticketId,
  at: one.at.toISOString(),
  direction: 'direction' in one ? one.direction : null,
  memberId: one.memberId,
  snippet: snippetOf(one.text || ('subject' in one ? one.subject : '')),
});

const beginningOf = ({ id, createdAt, name }: TicketView): ContactMoment => ({
  kind: 'ticket',
  id,
  ticketId: id,
  at: createdAt,
  direction: null,
  memberId: null,
  snippet: name,
});

/** A customer across his tickets: his story, who he may be as well, who he is. product: R11. */
export function createCustomers(deps: {
  contacts: ContactService;
  tickets: TicketService;
  /** The latest tickets of a contact that the actor may see. */
  ticketsOf(actor: Actor, contactId: Id, limit: number): Promise<TicketView[]>;
  /** Whoever the actor may know of and has words that begin so. */
  search(workspaceId: Id, scope: string, words: string[], limit: number): Promise<Contact[]>;
  messages: Said;
  comments: Said;
  naming: Naming;
  mustEditMessage(tx: Tx, actor: Actor, messageId: string): Promise<{ message: Message; ticket: Ticket }>;
}) {
  const { contacts, tickets, naming } = deps;

  /** Some of the one's tickets and messages; a job does the rest. */
  async function carry(tx: Tx, fromId: Id, intoId: Id, actorId: Id | null): Promise<void> {
    const some = await tickets.ofContact(tx, fromId, carriedAtOnce);
    for (const ticket of some) {
      const contactIds = [...new Set(ticket.contactIds.map((id) => (id === fromId ? intoId : id)))];
      await tickets.setContacts(tx, ticket, contactIds, actorId);
    }
    const more = await naming.hand(tx, fromId, intoId, carriedAtOnce, actorId);
    if (more || some.length === carriedAtOnce) {
      tx.later({ kind: 'contact.carry', payload: { contactId: fromId, intoId } });
    }
  }

  async function join(tx: Tx, from: Contact, into: Contact, actorId: Id): Promise<Contact> {
    const whole = await contacts.absorb(tx, from, into);
    await carry(tx, from._id, into._id, actorId);
    return whole;
  }

  /** Whoever wrote a message, while nobody has said who he is. @throws conflict */
  async function strangerOf(tx: Tx, actor: Actor, message: Message): Promise<Contact | null> {
    if (message.direction !== 'in') throw new AppError('conflict', 'One of you has written this message.');
    if (!message.contactId) return null;
    const writer = await contacts.mustEdit(actor, message.contactId, tx.session);
    if (!writer.provisional) throw new AppError('conflict', 'Who wrote this is known.', { contactId: writer._id });
    return writer;
  }

  async function ticketOf(tx: Tx, ticketId: Id, contactId: Id, actorId: Id): Promise<void> {
    const ticket = await tickets.find(tx.workspaceId, ticketId, tx.session);
    if (ticket) await tickets.addContact(tx, ticket, contactId, actorId);
  }

  return {
    /** The rest of what was begun by merging. */
    carry,

    /** @throws notFound, invalid */
    async merge(tx: Tx, actor: Actor, input: Input<'contact.merge'>): Promise<{ from: Contact; into: Contact }> {
      const from = await contacts.mustEdit(actor, input.contactId, tx.session);
      const into = await contacts.mustEdit(actor, input.intoId, tx.session);
      if (from._id === into._id) throw new AppError('invalid', 'A contact is not merged with himself.');
      return { from, into: await join(tx, from, into, actor.id) };
    },

    /** @throws notFound, invalid, conflict */
    async identify(tx: Tx, actor: Actor, input: Input<'contact.identify'>): Promise<Contact> {
      const { newContact } = input;
      if ((input.contactId === undefined) === (newContact === undefined)) {
        throw new AppError('invalid', 'Name a contact, or say who the new one is.', { field: 'contactId' });
      }
      const { message, ticket } = await deps.mustEditMessage(tx, actor, input.messageId);
      const stranger = await strangerOf(tx, actor, message);
      const addresses = message.from.address === '' ? [] : [message.from.address];
      let known: Contact;
      if (newContact) {
        const { phone = null, companyId = null, language = null, notes = '', name } = newContact;
        const emails = distinct([...(newContact.emails ?? []), ...(stranger?.emails ?? addresses)]);
        const fields: ContactFields = { name, emails, phone, companyId, language, notes };
        known = stranger
          ? await contacts.update(tx, actor, stranger, fields)
          : await contacts.create(tx, actor, fields);
      } else {
        const chosen = await contacts.mustEdit(actor, input.contactId ?? '', tx.session);
        known = stranger && stranger._id !== chosen._id ? await join(tx, stranger, chosen, actor.id) : chosen;
        if (known.provisional) known = await contacts.update(tx, actor, known, {});
      }
      if (!stranger) await naming.name(tx, ticket, message, known._id, actor.id);
      await ticketOf(tx, ticket._id, known._id, actor.id);
      return known;
    },

    async timeline(actor: Actor, input: Input<'contact.timeline'>): Promise<Output<'contact.timeline'>> {
      const contact = await contacts.mustSee(actor, input.contactId);
      const limit = input.limit ?? 50;
      const after = readCursor(input.cursor);
      const seen = await deps.ticketsOf(actor, contact._id, ticketsRead);
      const ids = seen.map(({ id }) => id);
      const read = (said: Said) => said.across(actor.workspaceId, ids, after?.seq ?? null, limit + 1);
      const found = ids.length === 0 ? [] : [...(await read(deps.messages)), ...(await read(deps.comments))];
      const rows = found.sort((a, b) => b.seq - a.seq);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const from = more ? last.at.toISOString() : '';
      const begun = seen.filter(({ createdAt }) => createdAt >= from && (!after || createdAt < after.at));
      const moments = [...page.map(momentOf), ...begun.map(beginningOf)];
      const items = moments.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
      const named = new Set(items.map(({ ticketId }) => ticketId));
      return {
        items,
        next: more ? `${last.seq}.${last.at.getTime()}` : null,
        tickets: seen.filter(({ id }) => named.has(id)),
      };
    },

    async duplicates(actor: Actor, contactId: Id): Promise<Output<'contact.duplicates'>> {
      const contact = await contacts.mustSee(actor, contactId);
      const phone = phoneKey(contact.phone);
      const asked = [...contact.emails.map(emailKey), ...(phone ? [phone] : []), contact.name]
        .map(wordsAskedFor)
        .filter((words) => words.length > 0);
      const found = new Map<Id, Contact>();
      for (const scope of ticketScopesOf(actor.rights)) {
        for (const words of asked) {
          for (const one of await deps.search(actor.workspaceId, scope, words, lookedAt)) found.set(one._id, one);
        }
      }
      found.delete(contact._id);
      const alike = [...found.values()].map((one) => ({ contact: viewOf(one), by: likeness(contact, one) }));
      return { items: alike.filter(({ by }) => by.length > 0), next: null };
    },
  };
}

export type Customers = ReturnType<typeof createCustomers>;

import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Incoming, type Message, sameAddress, type ThreadedBy } from './model.ts';
import type { ReplyTokens } from './replyTokens.ts';
import type { MessageStore } from './store.ts';

/** As many of a ticket's latest answers are asked for the recipient a token was made for. */
const answersAsked = 50;
/** A mail that names more messages than this is not a longer conversation but noise; the newest names count. */
const namesAsked = 30;

export interface Landing {
  ticket: Ticket;
  by: Exclude<ThreadedBy, 'new'>;
}

const recipientsOf = (message: Message): string[] =>
  [...message.to, ...message.cc, ...message.bcc].map((mailbox) => mailbox.address);

/** Finds the ticket a mail belongs to. design: e-mail, threading. */
export function createThreading(deps: {
  messages: MessageStore;
  tickets: TicketService;
  contacts: ContactService;
  tokens: ReplyTokens;
}) {
  const { messages, tickets, contacts, tokens } = deps;

  /** Our own signed word: whoever shows it holds a mail that we sent. */
  async function byToken(tx: Tx, mail: Incoming): Promise<Landing | null> {
    for (const { token, ticketId } of tokens.claims([...mail.recipients, ...mail.references])) {
      const ticket = await tickets.find(tx.workspaceId, ticketId, tx.session);
      if (!ticket) continue;
      const answers = await messages.latest(tx.workspaceId, ticketId, 'out', answersAsked, tx.session);
      const recipients = [...(mail.from ? [mail.from.address] : []), ...answers.flatMap(recipientsOf)];
      if (tokens.proves(token, tx.workspaceId, ticketId, recipients)) return { ticket, by: 'token' };
    }
    return null;
  }

  /** Message-IDs can be guessed and forwarded: naming one counts only for who was part of that conversation. */
  async function belongs(tx: Tx, sender: string, named: Message, ticket: Ticket): Promise<boolean> {
    if (recipientsOf(named).some((address) => sameAddress(address, sender))) return true;
    const known = await contacts.find(tx.workspaceId, ticket.contactIds, tx.session);
    return known.some((contact) => contact.email !== null && sameAddress(contact.email, sender));
  }

  async function byReferences(tx: Tx, mail: Incoming): Promise<Landing | null> {
    const names = mail.references.slice(-namesAsked);
    if (!mail.from || names.length === 0) return null;
    const named = await messages.byMailIds(tx.workspaceId, names, namesAsked, tx.session);
    const nearestFirst = named.sort((a, b) => names.lastIndexOf(b.mailId ?? '') - names.lastIndexOf(a.mailId ?? ''));
    for (const message of nearestFirst) {
      const ticket = await tickets.find(tx.workspaceId, message.ticketId, tx.session);
      if (ticket && (await belongs(tx, mail.from.address, message, ticket))) return { ticket, by: 'references' };
    }
    return null;
  }

  /** Null: it begins a ticket of its own. */
  return async (tx: Tx, mail: Incoming): Promise<Landing | null> =>
    (await byToken(tx, mail)) ?? (await byReferences(tx, mail));
}

export type Threading = ReturnType<typeof createThreading>;

import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Incoming, type Message, messageKey, snippetOf, textLimit, ticketName, viewOf } from './model.ts';
import type { MessageStore } from './store.ts';
import type { Threading } from './threading.ts';

/** Who is told that a customer has answered. */
export interface CustomerNotices {
  replied(tx: Tx, ticket: Ticket, messageId: string): Promise<void>;
}

/** Takes a mail into the conversation it belongs to, or begins a ticket with it. Taking it twice changes nothing. */
export function createReceiving(deps: {
  messages: MessageStore;
  tickets: TicketService;
  contacts: ContactService;
  threading: Threading;
  notices: CustomerNotices;
}) {
  const { messages, tickets, contacts, threading, notices } = deps;

  return async function receive(tx: Tx, mail: Incoming): Promise<Message> {
    const known = await messages.find(tx.workspaceId, mail.id, tx.session);
    if (known) return known;
    const contact = mail.from && (await contacts.byEmail(tx, mail.from, mail.at));
    const landing = await threading(tx, mail);
    const ticket =
      landing?.ticket ??
      (await tickets.create(tx, {
        name: ticketName(mail.subject),
        source: 'email',
        teamId: mail.channel.teamId,
        contactIds: contact ? [contact._id] : [],
        actorId: null,
        at: mail.at,
      }));
    const { channel, recipients: _envelope, ...read } = mail;
    const message: Message = {
      ...read,
      _id: messageKey(tx.workspaceId, mail.id),
      workspaceId: tx.workspaceId,
      ticketId: ticket._id,
      channelId: channel.id,
      direction: 'in',
      memberId: null,
      contactId: contact?._id ?? null,
      from: mail.from ?? { name: '', address: '' },
      bcc: [],
      text: mail.text.slice(0, textLimit),
      quoted: mail.quoted.slice(0, textLimit),
      html: null,
      replyToken: null,
      threadedBy: landing?.by ?? 'new',
      seq: tx.nextSeq(),
      delivery: null,
      transmittedAt: null,
      inputHash: null,
      version: 1,
    };
    await messages.insert(message, tx.write());
    const subject = { kind: 'ticket', id: ticket._id } as const;
    tx.emit({ type: 'message.added', message: viewOf(message) }, { audience: ticket.audience, subject, actorId: null });
    await tickets.noteMessage(tx, ticket, {
      at: mail.at,
      direction: 'in',
      snippet: snippetOf(message.text || message.subject),
      actorId: null,
      automatic: mail.automatic,
    });
    if (!mail.automatic) await notices.replied(tx, ticket, message.id);
    return message;
  };
}

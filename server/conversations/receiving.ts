import type { Id } from '../../shared/ids.ts';
import type { Contact } from '../contacts/model.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Acknowledging } from './acknowledging.ts';
import type { Meetings } from './meetings.ts';
import {
  type Bounce,
  type Incoming,
  type Message,
  messageKey,
  snippetOf,
  type ThreadedBy,
  textLimit,
  ticketName,
  viewOf,
} from './model.ts';
import type { MessageStore } from './store.ts';
import type { Threading } from './threading.ts';

/** Where a mail goes, and why there. */
interface Place {
  ticket: Ticket;
  by: ThreadedBy;
  to: Message['threadedTo'];
  mergedFrom: Id[];
}

/** Whom the workspace wants to hear from. */
export interface SenderStandings {
  standingOf(tx: Tx, address: string): Promise<'blocked' | 'allowed' | null>;
}

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
  acknowledge: Acknowledging;
  meetings: Pick<Meetings, 'settle'>;
  senders: SenderStandings;
  /** May tickets be this member's? */
  canOwn(tx: Tx, memberId: Id): Promise<boolean>;
  /** A mail of ours did not arrive. */
  bounced(tx: Tx, messageId: string, bounce: Bounce): Promise<void>;
}) {
  const { messages, tickets, contacts, threading, notices, bounced, acknowledge, meetings, senders } = deps;

  /** A ticket that was closed long ago stays closed; a machine opens nothing, and begins nothing that goes on. */
  async function placeOf(tx: Tx, mail: Incoming, contact: Contact | null, blocked: boolean): Promise<Place> {
    const landed = await threading(tx, mail);
    const ticket =
      landed && (mail.automatic || blocked ? landed.ticket : await tickets.takesAnswer(tx, landed.ticket, mail.at));
    const to = { messageId: landed?.to?.id ?? null, ticketNumber: null };
    const { ownerId } = mail.channel;
    if (landed && ticket) {
      const mergedFrom = ticket._id === landed.ticket._id ? landed.mergedFrom : [];
      return { ticket, by: landed.by, to, mergedFrom };
    }
    const fresh = await tickets.create(tx, {
      name: ticketName(mail.subject),
      source: 'email',
      teamId: landed?.ticket.teamId ?? mail.channel.teamId,
      ...(!landed && !blocked && ownerId && (await deps.canOwn(tx, ownerId)) ? { ownerId } : {}),
      ...(!landed && mail.channel.pipelineId ? { pipelineId: mail.channel.pipelineId } : {}),
      contactIds: contact ? [contact._id] : [],
      continuesId: landed?.ticket._id ?? null,
      actorId: null,
      at: mail.at,
    });
    if (!landed) {
      const ticket = blocked ? await tickets.markSpam(tx, fresh, null) : fresh;
      return { ticket, by: 'new', to: null, mergedFrom: [] };
    }
    const linked = await tickets.setLinked(tx, fresh, landed.ticket, true, null);
    return { ticket: linked, by: 'late', to: { ...to, ticketNumber: landed.ticket.number }, mergedFrom: [] };
  }

  return async function receive(tx: Tx, mail: Incoming): Promise<Message> {
    const known = await messages.find(tx.workspaceId, mail.id, tx.session);
    if (known) return known;
    const contact = mail.from && (await contacts.byEmail(tx, mail.from, mail.at));
    /** Nobody is told of whom the workspace does not want to hear from; his mail is kept all the same. */
    const blocked = mail.from !== null && (await senders.standingOf(tx, mail.from.address)) === 'blocked';
    const { ticket, by, to, mergedFrom } = await placeOf(tx, mail, contact, blocked);
    const quiet = blocked || mail.automatic;
    const { channel, recipients: _envelope, bounce, ...read } = mail;
    const meeting = await meetings.settle(tx, mail);
    const message: Message = {
      ...read,
      meeting,
      meetingUid: meeting?.uid ?? null,
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
      threadedBy: by,
      threadedTo: to,
      ...(mergedFrom.length > 0 ? { mergedFrom } : {}),
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
      automatic: quiet,
      language: message.language ?? null,
      seq: message.seq,
    });
    if (!quiet) await notices.replied(tx, ticket, message.id);
    const begins = by === 'new' || by === 'late';
    if (begins && !blocked) await acknowledge(tx, ticket, message, mail);
    if (bounce?.outcome === 'failed' && to?.messageId) await bounced(tx, to.messageId, bounce);
    return message;
  };
}

import type { Id } from '../../shared/ids.ts';
import { hasAddress } from '../contacts/model.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Ticket, wayInto } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Incoming, type Message, type Sender, sameAddress, type ThreadedBy } from './model.ts';
import type { ReplyTokens } from './replyTokens.ts';
import type { MessageStore } from './store.ts';

/** As many of the latest mails with a reply address are asked whom it was made for. */
const answersAsked = 50;
/** A mail that names more messages than this is not a longer conversation but noise; the newest names count. */
const namesAsked = 30;

export interface Landed {
  ticket: Ticket;
  by: Extract<ThreadedBy, 'token' | 'references' | 'meeting' | 'bounce'>;
  /** The message it answers or speaks of. */
  to: Message | null;
  /** The ticket its conversation was in, where that has been merged into this one since. */
  mergedFrom: Id[];
}

/** What answers a message belongs where that belongs. */
const alongWith = (ticket: Ticket, message: Message | null, placeId: Id): Id[] =>
  message?.ticketId === ticket._id ? (message.mergedFrom ?? []) : wayInto(ticket, placeId);

const recipientsOf = (message: Message): string[] =>
  [...message.to, ...message.cc, ...message.bcc].map((mailbox) => mailbox.address);

/** Finds the ticket a mail belongs to. design: e-mail, threading. */
export function createThreading(deps: {
  messages: MessageStore;
  tickets: TicketService;
  contacts: ContactService;
  tokens: ReplyTokens;
  channels: { listOf(workspaceId: Id, session?: ClientSession): Promise<Sender[]> };
}) {
  const { messages, tickets, contacts, tokens, channels } = deps;

  /** The messages a mail names, the one it names last first. Who takes a Message-ID that is another's comes after him. */
  async function namedBy(tx: Tx, mail: Incoming): Promise<Message[]> {
    const names = mail.references.slice(-namesAsked);
    if (names.length === 0) return [];
    const named = await messages.byMailIds(tx.workspaceId, names, namesAsked, tx.session);
    const honest = named.filter(({ trust }) => trust?.from !== 'fail');
    return honest.sort((a, b) => names.lastIndexOf(b.mailId ?? '') - names.lastIndexOf(a.mailId ?? ''));
  }

  /**
   * Our own signed word: whoever shows it holds a mail that we sent. It names the ticket of that day for ever; where the
   * conversation has been moved since, the message that is answered says.
   */
  async function byToken(tx: Tx, mail: Incoming, named: Message[]): Promise<Landed | null> {
    for (const { token, ticketId } of tokens.claims([...mail.recipients, ...mail.references])) {
      const answers = await messages.byReplyToken(tx.workspaceId, token, answersAsked, tx.session);
      const recipients = [...(mail.from ? [mail.from.address] : []), ...answers.flatMap(recipientsOf)];
      if (!tokens.proves(token, tx.workspaceId, ticketId, recipients)) continue;
      const ofThis = ({ replyToken, ticketId: at, originId, mergedFrom = [] }: Message) =>
        replyToken === token || at === ticketId || originId === ticketId || mergedFrom.includes(ticketId);
      const answered = named.find(ofThis);
      const place = answered?.ticketId ?? answers[0]?.ticketId ?? ticketId;
      const ticket = await tickets.find(tx.workspaceId, place, tx.session);
      const to = answered ?? answers[0] ?? null;
      if (ticket) return { ticket, by: 'token', to, mergedFrom: alongWith(ticket, to, place) };
    }
    return null;
  }

  /** Message-IDs can be guessed and forwarded: naming one counts only for who was part of that conversation. */
  async function belongs(tx: Tx, sender: string, named: Message, ticket: Ticket): Promise<boolean> {
    if (recipientsOf(named).some((address) => sameAddress(address, sender))) return true;
    const known = await contacts.find(tx.workspaceId, ticket.contactIds, tx.session);
    return known.some((contact) => hasAddress(contact, sender));
  }

  /**
   * What it names, in its header or as the event it is about. A From line that its own domain disowns belongs nowhere; nor do
   * we, who are in every mail.
   */
  async function byName(
    tx: Tx,
    mail: Incoming,
    by: 'references' | 'meeting',
    named: Message[],
  ): Promise<Landed | null> {
    const { from } = mail;
    if (!from || mail.trust?.from === 'fail') return null;
    const ours = await channels.listOf(tx.workspaceId, tx.session);
    if (ours.some(({ address }) => sameAddress(address, from.address))) return null;
    for (const message of named) {
      const ticket = await tickets.find(tx.workspaceId, message.ticketId, tx.session);
      if (ticket && (await belongs(tx, from.address, message, ticket))) {
        return { ticket, by, to: message, mergedFrom: alongWith(ticket, message, message.ticketId) };
      }
    }
    return null;
  }

  /** Updates and cancellations of an event often name no mail before them. */
  async function aboutTheSame(tx: Tx, mail: Incoming): Promise<Message[]> {
    if (!mail.meeting || mail.meeting.method === 'publish') return [];
    return messages.byMeeting(tx.workspaceId, mail.meeting.uid, namesAsked, tx.session);
  }

  /** A mail that says of one of ours that it did not arrive lies with that one. */
  async function byBounce(tx: Tx, mail: Incoming): Promise<Landed | null> {
    if (!mail.bounce || mail.bounce.mailIds.length === 0) return null;
    const spokenOf = await messages.byMailIds(tx.workspaceId, mail.bounce.mailIds, namesAsked, tx.session);
    const ours = spokenOf.find(({ direction }) => direction === 'out');
    const ticket = ours && (await tickets.find(tx.workspaceId, ours.ticketId, tx.session));
    if (!ours || !ticket) return null;
    return { ticket, by: 'bounce', to: ours, mergedFrom: alongWith(ticket, ours, ours.ticketId) };
  }

  /** Null: it begins a ticket of its own. */
  return async (tx: Tx, mail: Incoming): Promise<Landed | null> => {
    const named = await namedBy(tx, mail);
    return (
      (await byBounce(tx, mail)) ??
      (await byToken(tx, mail, named)) ??
      (await byName(tx, mail, 'references', named)) ??
      (await byName(tx, mail, 'meeting', await aboutTheSame(tx, mail)))
    );
  };
}

export type Threading = ReturnType<typeof createThreading>;

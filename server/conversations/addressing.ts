import type { Mailbox } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Ticket } from '../tickets/model.ts';
import { type Message, type Sender, sameAddress } from './model.ts';
import type { MessageStore } from './store.ts';

/** What the writer of an answer chose himself. */
interface Choice {
  replyTo?: string | undefined;
  to?: string[] | undefined;
  cc?: string[] | undefined;
  bcc?: string[] | undefined;
  /** One of our addresses. */
  channelId?: Id | undefined;
}

/** Which message an answer answers, from which of our addresses, and to whom. */
export interface Addressed {
  target: Message | null;
  sender: Sender;
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
}

/** Bounces and auto-replies are stepped over; behind more of them than this nobody waits for an answer. */
const looksBack = 20;

const named = (address: string, known: Mailbox[]): Mailbox => ({
  name: known.find((mailbox) => sameAddress(mailbox.address, address))?.name ?? '',
  address,
});

/** Fills in what the writer of an answer left open. product: R2, R4. */
export function createAddressing(deps: {
  messages: MessageStore;
  contacts: ContactService;
  channels: { listOf(workspaceId: Id, session?: ClientSession): Promise<Sender[]> };
  /** The address a team's tickets are answered from. */
  sendsFrom(tx: Tx, teamId: Id): Promise<Id | null>;
}) {
  const { messages, contacts, channels } = deps;

  /** The chosen message, else the latest that a person sent us, else our own latest. */
  async function targetOf(tx: Tx, ticket: Ticket, replyTo: string | undefined): Promise<Message | null> {
    if (replyTo !== undefined) {
      const chosen = await messages.find(tx.workspaceId, replyTo, tx.session);
      if (chosen?.ticketId !== ticket._id) throw notFound('message');
      return chosen;
    }
    const theirs = await messages.latest(tx.workspaceId, ticket._id, 'in', looksBack, tx.session);
    const [ours] = theirs.length > 0 ? [] : await messages.latest(tx.workspaceId, ticket._id, 'out', 1, tx.session);
    return theirs.find((message) => !message.automatic) ?? theirs[0] ?? ours ?? null;
  }

  /** Everybody this ticket knows by address, who wrote first. */
  async function knownIn(tx: Tx, ticket: Ticket, target: Message | null): Promise<Mailbox[]> {
    const people = await contacts.find(tx.workspaceId, ticket.contactIds, tx.session);
    const wrote = target?.direction === 'in' && target.from.address ? [target.from] : [];
    return [
      ...wrote,
      ...people.flatMap(({ name, emails }) => emails.slice(0, 1).map((address) => ({ name, address }))),
    ];
  }

  function recipientsOf(target: Message | null, known: Mailbox[], ours: Sender[]): Mailbox[] {
    const notUs = (mailbox: Mailbox) => !ours.some((channel) => sameAddress(channel.address, mailbox.address));
    const others = known.filter(notUs);
    const answered = target?.direction === 'in' ? others.slice(0, 1) : (target?.to ?? []).filter(notUs);
    const to = answered.length > 0 ? answered : others;
    if (to.length > 0) return to;
    const message = 'There is nobody to send this to. Add a contact with an e-mail address, or fill in To.';
    throw new AppError('invalid', message, { field: 'to' });
  }

  return async function address(tx: Tx, ticket: Ticket, choice: Choice): Promise<Addressed> {
    const target = await targetOf(tx, ticket, choice.replyTo);
    const ours = await channels.listOf(tx.workspaceId, tx.session);
    const chosen = choice.channelId === undefined ? null : ours.find((channel) => channel.id === choice.channelId);
    if (chosen === undefined) throw notFound('channel');
    const usual = chosen || ticket.teamId === null ? null : await deps.sendsFrom(tx, ticket.teamId);
    const sender =
      chosen ??
      ours.find((channel) => channel.id === usual) ??
      ours.find((channel) => channel.id === target?.channelId) ??
      ours.find((channel) => channel.teamId === ticket.teamId) ??
      ours[0];
    if (!sender) throw new AppError('invalid', 'No e-mail address is connected. An admin can connect one.');
    const known = await knownIn(tx, ticket, target);
    return {
      target,
      sender,
      to: choice.to?.map((one) => named(one, known)) ?? recipientsOf(target, known, ours),
      cc: (choice.cc ?? []).map((one) => named(one, known)),
      bcc: (choice.bcc ?? []).map((one) => named(one, known)),
    };
  };
}

export type Addressing = ReturnType<typeof createAddressing>;

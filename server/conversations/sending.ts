import { createHash } from 'node:crypto';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import { addressOf } from '../contacts/model.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Addressing } from './addressing.ts';
import type { Enclosing } from './enclosing.ts';
import { type Message, type Sender, snippetOf, type Taken } from './model.ts';
import { forwardOf, lookOf, quoteOf, signatureHtml } from './quoting.ts';
import { plainTextOf, reduceRichText } from './richText.ts';
import type { MessageStore } from './store.ts';
import type { Writing } from './writing.ts';

/** What only a draft can ask for: a subject of its own, and to leave later. */
export interface NewReply extends Input<'message.send'> {
  subject?: string | undefined;
  dueAt?: Date | undefined;
  /** What of the message it answers goes along, below the text; `rewritten`: it is passed on, and its writer has put its words into his. */
  quote?: 'answer' | 'forward' | 'rewritten' | undefined;
  /** Plain lines below the text. */
  signature?: string | undefined;
  /** Whose uploads may go along besides its author's: those who wrote it with him. */
  writers?: Id[] | undefined;
}

/** A message that was sent, and what would undo it; null when it had been sent before. */
export interface Sent {
  message: Message;
  taken: Taken | null;
}

const noAddress = 'No e-mail address is connected. An admin can connect one.';

const hashOf = ({ seen: _seen, anyway: _anyway, ...input }: Partial<NewReply>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(input).sort()))
    .digest('base64url');

/** Answers to customers: checked, stored, and queued, in one step. product: R2, R7, R8, R9. */
export function createSending(deps: {
  messages: MessageStore;
  tickets: TicketService;
  contacts: ContactService;
  channels: { listOf(workspaceId: Id, session?: ClientSession): Promise<Sender[]> };
  write: Writing;
  address: Addressing;
  enclose: Enclosing;
  /** @throws stale */
  mustBeUpToDate(tx: Tx, actor: Actor, input: NewReply): Promise<void>;
}) {
  const { messages, tickets, contacts, channels, write, address, enclose } = deps;

  /** @throws conflict when the id is another message's */
  async function sentBefore(tx: Tx, actor: Actor, messageId: string, inputHash: string): Promise<Message | null> {
    const known = await messages.find(tx.workspaceId, messageId, tx.session);
    if (!known || (known.memberId === actor.id && known.inputHash === inputHash)) return known;
    throw new AppError('conflict', 'This message id was used for another message. Take a new one.');
  }

  /** @throws invalid, notFound, conflict, stale, tooLarge */
  async function send(tx: Tx, actor: Actor, input: NewReply, inputHash = hashOf(input)): Promise<Sent> {
    const ticket = await tickets.mustEdit(actor, input.ticketId, tx.session);
    const known = await sentBefore(tx, actor, input.messageId, inputHash);
    if (known) return { message: known, taken: null };
    await deps.mustBeUpToDate(tx, actor, { ...input, ticketId: ticket._id });
    const { subject, dueAt, quote, fileIds = [], writers = [] } = input;
    const words = reduceRichText(input.html);
    const html = `${words}${signatureHtml(input.signature ?? '')}`;
    const addressed = await address(tx, ticket, input);
    const { target, sender } = addressed;
    const forwarded = quote === 'forward' || quote === 'rewritten' ? target : null;
    const quoted = quote === 'rewritten' ? null : target;
    const attachments = await enclose(actor, { sender, html, fileIds, writers, forwarded });
    if (plainTextOf(words).trim() === '' && attachments.length === 0 && !forwarded) {
      throw new AppError('invalid', 'The message is empty. Write something, or attach a file.', { field: 'html' });
    }
    const message = await write(tx, ticket, {
      ...addressed,
      messageId: input.messageId,
      memberId: actor.id,
      html,
      quoted: quoted && quote ? (forwarded ? forwardOf(quoted) : quoteOf(quoted)) : '',
      quotedLook: quoted && quote ? lookOf(quoted, forwarded !== null) : null,
      attachments,
      inputHash,
      subject,
      dueAt,
      at: tx.now,
      delivery: { state: 'queued', attempts: 0, error: null },
    });
    tx.later({ kind: 'message.deliver', payload: { messageId: message.id }, ...(dueAt ? { runAt: dueAt } : {}) });
    const changes = input.properties ?? {};
    const moved = input.statusId
      ? await tickets.setStatus(tx, actor, ticket, input.statusId, { changes })
      : await tickets.setProperties(tx, ticket, changes, actor.id);
    const after = await tickets.noteMessage(tx, moved, {
      at: tx.now,
      direction: 'out',
      snippet: snippetOf(message.text),
      actorId: actor.id,
      keepStatus: input.statusId !== undefined,
      seq: message.seq,
    });
    const { statusId, lastMessage, activityAt, firstReplyAt = null, lastReplyAt = null } = ticket;
    const taken = { statusId, statusAfter: after.statusId, lastMessage, activityAt, firstReplyAt, lastReplyAt };
    return { message, taken };
  }

  return {
    send: (tx: Tx, actor: Actor, input: NewReply): Promise<Sent> => send(tx, actor, input),

    /** Writes to a contact first: the ticket is the writer's. product: T2. @throws notFound, invalid, conflict, tooLarge */
    async start(tx: Tx, actor: Actor, input: Input<'message.start'>): Promise<Output<'message.start'>> {
      const inputHash = hashOf(input);
      const known = await sentBefore(tx, actor, input.messageId, inputHash);
      if (known) {
        const { _id: ticketId, number } = await tickets.mustSee(actor, known.ticketId, tx.session);
        return { ticketId, number, messageId: known.id };
      }
      const { contactId, subject, ...letter } = input;
      const contact = await contacts.mustSee(actor, contactId, tx.session);
      const mailbox = addressOf(contact);
      if (!mailbox) throw new AppError('invalid', 'This contact has no e-mail address.', { field: 'contactId' });
      const ours = await channels.listOf(tx.workspaceId, tx.session);
      const channel = input.channelId ? ours.find(({ id }) => id === input.channelId) : ours[0];
      if (!channel) throw input.channelId ? notFound('channel') : new AppError('invalid', noAddress);
      const ticket = await tickets.create(tx, {
        name: subject,
        source: 'email',
        ownerId: actor.id,
        teamId: channel.teamId,
        contactIds: [contactId],
        actorId: actor.id,
      });
      const reply = { ...letter, ticketId: ticket._id, subject, to: [mailbox], channelId: channel.id };
      const { message } = await send(tx, actor, reply, inputHash);
      return { ticketId: ticket._id, number: ticket.number, messageId: message.id };
    },
  };
}

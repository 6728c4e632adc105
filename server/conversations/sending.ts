import { createHash } from 'node:crypto';
import type { Input, Output } from '../../shared/contract.ts';
import type { AttachmentView, Mailbox } from '../../shared/entities.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import { addressOf } from '../contacts/model.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { FileStore } from '../files/store.ts';
import { uploadView } from '../files/upload.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Addressed, Addressing } from './addressing.ts';
import {
  type Message,
  messageKey,
  replySubject,
  type Sender,
  snippetOf,
  type Taken,
  textLimit,
  viewOf,
} from './model.ts';
import { forwardOf, quoteOf, signatureHtml } from './quoting.ts';
import type { ReplyTokens } from './replyTokens.ts';
import { plainTextOf, reduceRichText } from './richText.ts';
import type { MessageStore } from './store.ts';

/** Base64 makes it a third more, and mail servers commonly take 25 MiB. */
const attachmentBytes = 18 * 1024 * 1024;
/** So many of the newer messages are named to a sender who is behind. */
const newerNamed = 20;
/** RFC 5322 sets no limit; long threads keep their first and their latest names. */
const referencesKept = 20;

/** What only a draft can ask for: a subject of its own, and to leave later. */
export interface NewReply extends Input<'message.send'> {
  subject?: string | undefined;
  dueAt?: Date | undefined;
  channelId?: Id | undefined;
  /** What of the message it answers goes along, below the text. */
  quote?: 'answer' | 'forward' | undefined;
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

/** What colleagues have said among themselves counts as new, too. */
export interface NewerComments {
  newerThan(
    workspaceId: Id,
    ticketId: Id,
    seq: number,
    limit: number,
    session: ClientSession,
  ): Promise<{ id: string; memberId: Id }[]>;
}

/** What a person wrote, and how it stands. */
interface Written extends Addressed {
  messageId: string;
  /** Null: a machine of ours. */
  memberId: Id | null;
  html: string;
  attachments: AttachmentView[];
  inputHash: string | null;
  at: Date;
  quoted?: string | undefined;
  subject?: string | undefined;
  dueAt?: Date | undefined;
  delivery: Message['delivery'];
  automatic?: boolean;
}

const noAddress = 'No e-mail address is connected. An admin can connect one.';

const hashOf = ({ seen: _seen, anyway: _anyway, ...input }: Partial<NewReply>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(input).sort()))
    .digest('base64url');

function chainOf(target: Message | null): string[] {
  if (!target) return [];
  const [first, ...rest] = [...target.references, ...(target.mailId ? [target.mailId] : [])];
  return first ? [first, ...rest.slice(1 - referencesKept)] : [];
}

/** Answers to customers: checked, stored, and queued, in one step. product: R2, R7, R8, R9. */
export function createSending(deps: {
  messages: MessageStore;
  tickets: TicketService;
  files: FileStore;
  tokens: ReplyTokens;
  address: Addressing;
  comments: NewerComments;
  contacts: ContactService;
  channels: { listOf(workspaceId: Id, session?: ClientSession): Promise<Sender[]> };
}) {
  const { messages, tickets, files, tokens, address, comments, contacts, channels } = deps;

  async function mustBeUpToDate(tx: Tx, actor: Actor, input: NewReply): Promise<void> {
    if (input.seen === undefined || input.anyway) return;
    const since = [tx.workspaceId, input.ticketId, input.seen, newerNamed, tx.session] as const;
    const others = (await messages.newerThan(...since)).filter((message) => message.memberId !== actor.id);
    const remarks = (await comments.newerThan(...since)).filter((comment) => comment.memberId !== actor.id);
    if (others.length + remarks.length === 0) return;
    const messageIds = others.map((message) => message.id);
    const commentIds = remarks.map((comment) => comment.id);
    throw new AppError(
      'stale',
      'Something new came before you sent this. Look at it, then send again or send anyway.',
      { messageIds, commentIds },
    );
  }

  /** Files that one of the writers has uploaded, and those of the message that is passed on. */
  async function attachmentsOf(
    { workspaceId, id }: Actor,
    { fileIds = [], writers = [], quote }: NewReply,
    target: Message | null,
  ): Promise<AttachmentView[]> {
    if (fileIds.length === 0) return [];
    const found = await Promise.all([id, ...writers].map((writer) => files.find(workspaceId, writer, fileIds)));
    const passedOn = quote === 'forward' ? (target?.attachments ?? []) : [];
    const all = [...found.flat().map(uploadView), ...passedOn];
    const known = [...new Set(fileIds)].flatMap((one) => all.find(({ fileId }) => fileId === one) ?? []);
    if (known.length < new Set(fileIds).size) throw notFound('file');
    const size = known.reduce((sum, file) => sum + file.size, 0);
    if (size > attachmentBytes)
      throw new AppError('tooLarge', 'The files of one mail may have at most 18 MB together.');
    return known;
  }

  /** Puts the message into its conversation. Its Message-ID is fixed here, once and for ever. */
  async function write(tx: Tx, ticket: Ticket, written: Written): Promise<Message> {
    const {
      target,
      sender,
      messageId,
      html,
      inputHash,
      at,
      delivery,
      subject: chosen,
      dueAt,
      automatic = false,
      quoted,
      ...rest
    } = written;
    const [first] = rest.to;
    const replyToken = tokens.make(tx.workspaceId, ticket._id, first?.address ?? '');
    const message: Message = {
      ...rest,
      _id: messageKey(tx.workspaceId, messageId),
      workspaceId: tx.workspaceId,
      id: messageId,
      ticketId: ticket._id,
      channelId: sender.id,
      direction: 'out',
      contactId: null,
      from: { name: sender.name, address: sender.address },
      subject: chosen || (target ? replySubject(target.subject) : ticket.name),
      text: plainTextOf(html).slice(0, textLimit),
      quoted: quoted ?? '',
      html,
      htmlBlob: null,
      sanitizer: null,
      remoteImages: 0,
      sourceBlob: null,
      mailId: `${messageId}.${replyToken}@${sender.address.split('@').at(-1)}`,
      references: chainOf(target),
      replyToken,
      threadedBy: null,
      broken: false,
      automatic,
      at,
      seq: tx.nextSeq(),
      delivery,
      dueAt: dueAt ?? null,
      transmittedAt: null,
      inputHash,
      version: 1,
    };
    await messages.insert(message, tx.write());
    const subject = { kind: 'ticket', id: ticket._id } as const;
    tx.emit(
      { type: 'message.added', message: viewOf(message) },
      { audience: ticket.audience, subject, actorId: message.memberId },
    );
    return message;
  }

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
    await mustBeUpToDate(tx, actor, input);
    const words = reduceRichText(input.html);
    const html = `${words}${signatureHtml(input.signature ?? '')}`;
    const addressed = await address(tx, ticket, input);
    const { target } = addressed;
    const attachments = await attachmentsOf(actor, input, target);
    const forwards = input.quote === 'forward' && target !== null;
    if (plainTextOf(words).trim() === '' && attachments.length === 0 && !forwards) {
      throw new AppError('invalid', 'The message is empty. Write something, or attach a file.', { field: 'html' });
    }
    const { subject, dueAt } = input;
    const message = await write(tx, ticket, {
      ...addressed,
      messageId: input.messageId,
      memberId: actor.id,
      html,
      quoted: target && input.quote ? (forwards ? forwardOf(target) : quoteOf(target)) : '',
      attachments,
      inputHash,
      subject,
      dueAt,
      at: tx.now,
      delivery: { state: 'queued', attempts: 0, error: null },
    });
    tx.later({ kind: 'message.deliver', payload: { messageId: message.id }, ...(dueAt ? { runAt: dueAt } : {}) });
    const moved = input.statusId ? await tickets.setStatus(tx, ticket, input.statusId, actor.id) : ticket;
    const after = await tickets.noteMessage(tx, moved, {
      at: tx.now,
      direction: 'out',
      snippet: snippetOf(message.text),
      actorId: actor.id,
      keepStatus: input.statusId !== undefined,
      seq: message.seq,
    });
    const { statusId, lastMessage, activityAt } = ticket;
    return { message, taken: { statusId, statusAfter: after.statusId, lastMessage, activityAt } };
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

    /** Takes a message back before it leaves. @throws notFound when it is not his; conflict when it has gone */
    async takeBack(tx: Tx, actor: Actor, messageId: string, taken: Taken): Promise<Message> {
      const message = await messages.find(tx.workspaceId, messageId, tx.session);
      if (message?.memberId !== actor.id) throw notFound('message');
      const { delivery, dueAt, transmittedAt, ticketId } = message;
      const waits =
        delivery?.state === 'queued' && delivery.attempts === 0 && !transmittedAt && dueAt && dueAt > tx.now;
      if (!waits) throw new AppError('conflict', 'This message has left. It can no longer be taken back.');
      await messages.remove(message, tx.write());
      const ticket = await tickets.find(tx.workspaceId, ticketId, tx.session);
      if (!ticket) return message;
      const subject = { kind: 'ticket', id: ticket._id } as const;
      const delivered = { audience: ticket.audience, subject, actorId: actor.id };
      tx.emit({ type: 'message.left', ticketId, messageId }, delivered);
      await tickets.forgetMessage(tx, ticket, { ...taken, at: message.at, actorId: actor.id });
      return message;
    },

    /** A machine of ours answers. It is no reply: the ticket stands as before. Once for each message, however often it is asked. */
    async acknowledge(
      tx: Tx,
      ticket: Ticket,
      answer: { target: Message; sender: Sender; to: Mailbox; html: string },
    ): Promise<void> {
      const { to, ...rest } = answer;
      const messageId = `auto-${answer.target.id}`.slice(0, 64);
      if (await messages.find(tx.workspaceId, messageId, tx.session)) return;
      await write(tx, ticket, {
        ...rest,
        to: [to],
        cc: [],
        bcc: [],
        messageId,
        memberId: null,
        attachments: [],
        inputHash: null,
        at: tx.now,
        automatic: true,
        delivery: { state: 'queued', attempts: 0, error: null },
      });
      tx.later({ kind: 'message.deliver', payload: { messageId } });
    },

    /** An answer that was sent before Baton knew of it: shown, never sent. */
    async record(
      tx: Tx,
      ticket: Ticket,
      answer: { messageId: string; memberId: Id; html: string; at: Date },
    ): Promise<Message> {
      const { at, memberId } = answer;
      const message = await write(tx, ticket, {
        ...(await address(tx, ticket, {})),
        ...answer,
        html: reduceRichText(answer.html),
        attachments: [],
        inputHash: null,
        delivery: { state: 'sent', attempts: 1, error: null },
      });
      await tickets.noteMessage(tx, ticket, {
        at,
        direction: 'out',
        snippet: snippetOf(message.text),
        actorId: memberId,
        seq: message.seq,
      });
      return message;
    },
  };
}

export type Sending = ReturnType<typeof createSending>;

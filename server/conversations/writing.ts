import type { AttachmentView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { Addressed } from './addressing.ts';
import { type Message, messageKey, replySubject, textLimit, viewOf } from './model.ts';
import type { ReplyTokens } from './replyTokens.ts';
import { plainTextOf } from './richText.ts';
import type { MessageStore } from './store.ts';

/** RFC 5322 sets no limit; long threads keep their first and their latest names. */
const referencesKept = 20;

/** What one of us wrote, and how it stands. */
export interface Written extends Addressed {
  messageId: string;
  /** Null: a machine of ours. */
  memberId: Id | null;
  html: string;
  attachments: AttachmentView[];
  inputHash: string | null;
  at: Date;
  quoted?: string | undefined;
  quotedLook?: Message['quotedLook'] | undefined;
  subject?: string | undefined;
  dueAt?: Date | undefined;
  delivery: Message['delivery'];
  automatic?: boolean;
  calendar?: string | undefined;
}

function chainOf(target: Message | null): string[] {
  if (!target) return [];
  const [first, ...rest] = [...target.references, ...(target.mailId ? [target.mailId] : [])];
  return first ? [first, ...rest.slice(1 - referencesKept)] : [];
}

/** Puts a message of ours into its conversation. Its Message-ID is fixed here, once and for ever. */
export function createWriting({ messages, tokens }: { messages: MessageStore; tokens: ReplyTokens }) {
  return async function write(tx: Tx, ticket: Ticket, written: Written): Promise<Message> {
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
      quotedLook = null,
      calendar,
      ...rest
    } = written;
    const [first] = rest.to;
    /** What answers a message belongs where that belongs, should its ticket be taken out of this one again. */
    const mergedFrom = target?.ticketId === ticket._id ? target.mergedFrom : undefined;
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
      quotedLook,
      calendar: calendar ?? null,
      html,
      htmlBlob: null,
      sanitizer: null,
      remoteImages: 0,
      sourceBlob: null,
      mailId: `${messageId}.${replyToken}@${sender.address.split('@').at(-1)}`,
      references: chainOf(target),
      replyToken,
      threadedBy: null,
      ...(mergedFrom?.length ? { mergedFrom } : {}),
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
  };
}

export type Writing = ReturnType<typeof createWriting>;

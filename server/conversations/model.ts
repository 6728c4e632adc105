import type {
  AttachmentView,
  Delivery,
  Landing,
  Mailbox,
  Meeting,
  MessageView,
  NestedMail,
  Protection,
  Trust,
} from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';

/** Why a mail is where it is. */
export type ThreadedBy = Landing['by'];

/** A message of a ticket. `id` is unique for ever in its workspace. */
export interface Message {
  _id: string;
  workspaceId: Id;
  id: string;
  ticketId: Id;
  channelId: Id | null;
  direction: 'in' | 'out';
  memberId: Id | null;
  contactId: Id | null;
  from: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  subject: string;
  text: string;
  quoted: string;
  /** What it is written in, where that can be told: ISO 639-1. */
  language?: string | null;
  /** Rich text of an outgoing message. */
  html: string | null;
  /** How the quoted message looked, where its words are not enough: rich text of ours, or the blob of sanitised HTML. */
  quotedLook?: { html: string } | { blob: string } | null;
  /** Sanitised HTML of an incoming one, and by which version of the sanitiser. */
  htmlBlob: string | null;
  sanitizer: number | null;
  remoteImages: number;
  attachments: AttachmentView[];
  nested?: NestedMail[];
  protections?: Protection[];
  meeting?: Meeting | null;
  /** Outgoing: an answer to an invitation, in iCalendar's words. */
  calendar?: string | null;
  /** Finds the mails about one event. */
  meetingUid?: string | null;
  /** The mail as it was received. */
  sourceBlob: string | null;
  /** The Message-ID without its brackets; null when the sender gave none. */
  mailId: string | null;
  /** What the mail named: its In-Reply-To and References, oldest first. */
  references: string[];
  /** Outgoing: the signed part of our reply address. */
  replyToken: string | null;
  threadedBy: ThreadedBy | null;
  /** The message that decided it, and for `late` and `moved` the ticket it came from. */
  threadedTo?: Omit<Landing, 'by'> | null;
  /** Where it lay before it was moved for the first time: reply tokens name that ticket for ever. */
  originId?: Id | null;
  /** The tickets it lay in before, and came along with when they were merged. */
  mergedFrom?: Id[];
  broken: boolean;
  /** Somebody has asked for it to be read again. */
  reading?: boolean;
  automatic: boolean;
  /** What sender checks found; absent for mail of ours. */
  trust?: Trust | null;
  at: Date;
  seq: number;
  delivery: Delivery | null;
  /** Leaves then, and can be taken back until then; absent when it left at once. */
  dueAt?: Date | null;
  /** Set before the first byte of the body leaves; without an outcome it means that nobody knows. */
  transmittedAt: Date | null;
  /** A try of it may have arrived, whatever became of the later ones. */
  mayHaveArrived?: boolean;
  /** What was asked for, hashed: the same id with another content is a conflict. */
  inputHash: string | null;
  version: number;
}

/** How a ticket stood before a message was sent and after, so that both can be undone together. */
export interface Taken {
  statusId: Id;
  statusAfter: Id;
  lastMessage: { at: Date; direction: 'in' | 'out'; snippet: string } | null;
  activityAt: Date;
  firstReplyAt?: Date | null;
  lastReplyAt?: Date | null;
}

/** A mail that was read, on its way to a ticket. */
export interface Incoming {
  id: Id;
  /** `acknowledgement`: what whoever begins a ticket is told at once, in plain text; null for nothing. */
  channel: Sender & {
    pipelineId?: Id | null | undefined;
    ownerId?: Id | null | undefined;
    acknowledgement?: string | null | undefined;
  };
  at: Date;
  /** Where the envelope said it should go. */
  recipients: string[];
  from: Mailbox | null;
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  text: string;
  quoted: string;
  /** What it is written in, where that can be told: ISO 639-1. */
  language?: string | null;
  htmlBlob: string | null;
  sanitizer: number | null;
  remoteImages: number;
  attachments: AttachmentView[];
  nested?: NestedMail[];
  protections?: Protection[];
  meeting?: Meeting | null;
  sourceBlob: string | null;
  mailId: string | null;
  references: string[];
  broken: boolean;
  automatic: boolean;
  trust: Trust | null;
  /** What it says of a mail of ours, when it is a bounce. */
  bounce: Bounce | null;
}

/** What of a mail comes from its inside, ready to be shown: its text folded, its HTML sanitised, its files kept. */
export type Inside = Pick<
  Incoming,
  | 'text'
  | 'language'
  | 'quoted'
  | 'htmlBlob'
  | 'sanitizer'
  | 'remoteImages'
  | 'attachments'
  | 'nested'
  | 'protections'
  | 'meeting'
  | 'broken'
>;

/** What a mail server says of a mail it was given. */
export interface Bounce {
  /** `failed` for good; `delayed` is still being tried; `other` is a receipt or a relay's note. */
  outcome: 'failed' | 'delayed' | 'other';
  /** Whom it could not be given to. */
  recipients: string[];
  /** In the other server's words, one line. */
  reason: string;
  /** Message-IDs in it that could be ours. */
  mailIds: string[];
}

/** An address of ours that messages go out from. */
export interface Sender {
  id: Id;
  name: string;
  address: string;
  teamId: Id | null;
  /** The largest mail it may send, in megabytes; null is `defaultMailMb`. */
  maxMailMb?: number | null | undefined;
}

/** What mail servers commonly take. */
const defaultMailMb = 25;
/** Counted as screens show sizes: a little less than servers that count in 1,024s. */
export const mailBytes = (maxMailMb: number | null | undefined): number => (maxMailMb ?? defaultMailMb) * 1_000_000;

/** Longer texts are cut for the screen; the whole stays in the raw mail. */
export const textLimit = 100_000;
const snippetLength = 140;
/** What a mail without a subject is called. */
const noSubject = '(no subject)';
/** As long as the contract lets a name be. */
const ticketNameLength = 300;

export const messageKey = (workspaceId: Id, id: string) => `${workspaceId}:${id}`;

export const snippetOf = (text: string): string =>
  [...text.slice(0, 2000).replace(/\s+/g, ' ').trim()].slice(0, snippetLength).join('');

export const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The subject without the Re:, AW:, 回覆: … that mail programs pile up before it. */
export function bareSubject(subject: string): string {
  const prefix =
    /^\s*(?:(?:re|aw|antw|sv|vs|odp|ynt|rif|r|fwd?|wg|tr|rv|enc|回复|回覆|答复|答覆|转发|轉寄|轉發)\s*(?:\[\d+\])?\s*[:：]\s*)+/iu;
  return subject.slice(0, 1000).replace(prefix, '').trim();
}

export const ticketName = (subject: string): string =>
  [...(bareSubject(subject) || noSubject)].slice(0, ticketNameLength).join('').trim();

export const replySubject = (subject: string): string => `Re: ${bareSubject(subject) || noSubject}`;

export const viewOf = (message: Message): MessageView => ({
  id: message.id,
  ticketId: message.ticketId,
  direction: message.direction,
  memberId: message.memberId,
  contactId: message.contactId,
  from: message.from,
  to: message.to,
  cc: message.cc,
  bcc: message.bcc,
  channelId: message.channelId,
  subject: message.subject,
  text: message.text,
  quoted: message.quoted,
  language: message.language ?? null,
  html: message.html,
  hasHtml: message.htmlBlob !== null,
  remoteImages: message.remoteImages,
  attachments: message.attachments,
  nested: message.nested ?? [],
  protections: message.protections ?? [],
  meeting: message.meeting ?? null,
  broken: message.broken,
  reading: message.reading ?? false,
  automatic: message.automatic,
  trust: message.trust ?? null,
  landing: message.threadedBy && {
    by: message.threadedBy,
    messageId: message.threadedTo?.messageId ?? null,
    ticketNumber: message.threadedTo?.ticketNumber ?? null,
  },
  at: message.at.toISOString(),
  seq: message.seq,
  delivery: message.delivery,
  dueAt: message.dueAt?.toISOString() ?? null,
  version: message.version,
});

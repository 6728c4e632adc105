import { z } from 'zod';
import { TokenScope } from './contract/call.ts';
import { Phase, StatusState } from './facets.ts';
import { ClientId, Id, Moment } from './ids.ts';
import { type KeyAction, usualKeys } from './keys.ts';
import { PropertyKey, PropertyValues } from './propertyKinds.ts';
import { isTimeZone } from './quiet.ts';
import { Access, Role, Scope } from './rights.ts';

/** Things as they go over the wire. Each carries the version of its last change; a newer one replaces an older. */

export const WorkspaceView = z.object({ id: Id, name: z.string(), slug: z.string(), version: z.int() });
export type WorkspaceView = z.infer<typeof WorkspaceView>;

/** What Baton speaks. */
export const Language = z.enum(['en', 'zh-Hant']);
export type Language = z.infer<typeof Language>;

/** A member's id is his user's id: one workspace knows a user once. */
export const MemberView = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  suspended: z.boolean(),
  /** Works here no longer; his name stays with what he has done. Suspended as well. */
  removed: z.literal(true).optional(),
  mainTeamId: Id.nullable(),
  teamIds: z.array(Id),
  access: Access,
  /** Which of the five person colours shows him, 0 to 4. */
  color: z.int(),
  /** Plain lines below his replies. */
  signature: z.string().optional(),
  version: z.int(),
});
export type MemberView = z.infer<typeof MemberView>;

/** Somebody who was asked to join and has not yet. */
export const InvitationView = z.object({
  id: Id,
  email: z.string(),
  name: z.string().nullable(),
  role: Role,
  mainTeamId: Id.nullable(),
  teamIds: z.array(Id),
  invitedBy: Id,
  createdAt: Moment,
  /** In the past: the link has run out, and can be sent anew. */
  expiresAt: Moment,
});
export type InvitationView = z.infer<typeof InvitationView>;

/** A program's token, without its secret. */
export const TokenView = z.object({
  id: Id,
  memberId: Id,
  name: z.string(),
  scopes: z.array(TokenScope),
  /** The first characters of the secret, to tell it by. */
  hint: z.string(),
  createdAt: Moment,
  lastUsedAt: Moment.nullable(),
  expiresAt: Moment.nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

/** Plain lines. */
export const Signature = z.string().trim().max(2000);

export const TeamView = z.object({
  id: Id,
  name: z.string(),
  /** Below the replies of members who have none of their own. */
  signature: z.string().optional(),
  /** The address its tickets are answered from, whichever the customer wrote to; missing: that one. */
  channelId: Id.optional(),
  version: z.int(),
});
export type TeamView = z.infer<typeof TeamView>;

/** A status wears the colour of its state unless it was given one of its own. */
export const StatusColor = z.enum(['grey', 'blue', 'teal', 'green', 'amber', 'red', 'violet']);
export type StatusColor = z.infer<typeof StatusColor>;

/** Bounds for people who move tickets; what the pipeline does by itself is not bound. product: T8. */
export const StatusRules = z.strictObject({
  /** Nobody moves a ticket on past it that has not been in it. */
  noSkipping: z.literal(true).optional(),
  /** A ticket that is in it, or past it, does not go back before it. */
  noGoingBack: z.literal(true).optional(),
  /** Who may move a ticket here, besides admins. Left out: everybody who may change the ticket. */
  movers: z
    .strictObject({
      memberIds: z.array(Id).max(200),
      teamIds: z.array(Id).max(200),
      roles: z.array(Role).max(3),
    })
    .optional(),
});
export type StatusRules = z.infer<typeof StatusRules>;

/** Close what nobody has touched for so many days: what waits for the customer, with `open` what waits for us as well. */
export const Inactivity = z.strictObject({ days: z.int().min(1).max(365), statusId: Id, open: z.boolean() });
export type Inactivity = z.infer<typeof Inactivity>;

/** Statuses that a pipeline sets by itself; null leaves the ticket where it is. product: T10. */
export const Automation = z.strictObject({
  /** The customer's first message. */
  firstMessage: Id.nullable(),
  replySent: Id.nullable(),
  customerReplied: Id.nullable(),
  inactivity: Inactivity.nullable(),
});
export type Automation = z.infer<typeof Automation>;

export const StatusView = z.object({
  id: Id,
  name: z.string(),
  /** Names a status that came with the workspace, so that each reader sees it in his language; null once renamed. */
  preset: z.enum(['new', 'waitingOnUs', 'waitingOnContact', 'closed']).nullable(),
  state: StatusState,
  color: StatusColor.nullable().optional(),
  /** False: no ticket begins in it. */
  atCreation: z.boolean().optional(),
  /** Whoever moves a ticket here is asked for those it lacks. */
  requiredProperties: z.array(PropertyKey).optional(),
  rules: StatusRules.optional(),
});
export type StatusView = z.infer<typeof StatusView>;

export const PipelineView = z.object({
  id: Id,
  name: z.string(),
  preset: z.enum(['support']).nullable(),
  statuses: z.array(StatusView).min(1),
  /** A customer's answer reopens a closed ticket for so many days; a later one begins a new ticket. */
  reopenDays: z.int().optional(),
  automation: Automation.optional(),
  version: z.int(),
});
export type PipelineView = z.infer<typeof PipelineView>;

/** An address of the workspace that customers write to. */
export const ChannelView = z.object({
  id: Id,
  kind: z.enum(['email']),
  name: z.string(),
  address: z.string(),
  /** Its mail is fetched from a mailbox as well. */
  fetched: z.boolean().optional(),
  teamId: Id.nullable(),
  /** Where its tickets begin; null is the workspace's first pipeline. */
  pipelineId: Id.nullable().optional(),
  /** Plain text that whoever begins a ticket gets at once, `{number}` being its number; null for nothing. */
  acknowledgement: z.string().nullable().optional(),
  /** Whose its new tickets are; null leaves them to the team. */
  ownerId: Id.nullable().optional(),
  /** Plain lines below the replies that go out from it, of members who have none of their own. */
  signature: z.string().optional(),
  /** How many megabytes a mail from it may have, as it is sent; null is 25. */
  maxMailMb: z.int().nullable().optional(),
  version: z.int(),
});
export type ChannelView = z.infer<typeof ChannelView>;

export const ContactView = z.object({
  id: Id,
  name: z.string(),
  /** Where answers go: the first of `emails`. */
  email: z.string().nullable(),
  emails: z.array(z.string()),
  phone: z.string().nullable(),
  companyId: Id.nullable(),
  language: Language.nullable(),
  notes: z.string(),
  /** A message has made it, and nobody has said yet who it is. */
  provisional: z.boolean().optional(),
  createdAt: Moment,
  version: z.int(),
});
export type ContactView = z.infer<typeof ContactView>;

/** Groups contacts. */
export const CompanyView = z.object({
  id: Id,
  name: z.string(),
  domain: z.string().nullable(),
  phone: z.string().nullable(),
  notes: z.string(),
  createdAt: Moment,
  version: z.int(),
});
export type CompanyView = z.infer<typeof CompanyView>;

export const Priority = z.enum(['low', 'normal', 'high']);
export type Priority = z.infer<typeof Priority>;

export const Source = z.enum(['email', 'manual', 'api']);

export const LastMessage = z.object({
  at: Moment,
  direction: z.enum(['in', 'out']),
  /** The first words, at most 140 characters, one line. */
  snippet: z.string(),
});
export type LastMessage = z.infer<typeof LastMessage>;

/** A ticket that lies in another since they were merged; `intoId`: which one it was merged into itself. */
export const MergedTicket = z.object({ id: Id, number: z.int(), name: z.string(), intoId: Id });
export type MergedTicket = z.infer<typeof MergedTicket>;

export const TicketView = z.object({
  id: Id,
  number: z.int(),
  name: z.string(),
  pipelineId: Id,
  statusId: Id,
  phase: Phase,
  priority: Priority,
  source: Source,
  ownerId: Id.nullable(),
  teamId: Id.nullable(),
  /** The first is whom an answer goes to when nobody has written yet. */
  contactIds: z.array(Id),
  companyId: Id.nullable(),
  /** Tickets somebody has linked with it; each names the other. */
  linkedIds: z.array(Id),
  tags: z.array(z.string()),
  lastMessage: LastMessage.nullable(),
  createdAt: Moment,
  /** Last message or, without one, creation: what lists sort by. */
  activityAt: Moment,
  closedAt: Moment.nullable(),
  /** Lies aside until then, or, without a time, until the customer writes. */
  snooze: z.object({ until: Moment.nullable() }).nullable(),
  spamAt: Moment.nullable(),
  /** In the trash since then; gone for good 30 days after. */
  trashedAt: Moment.nullable(),
  /** Where in the log the customer's last message stands; 0 when none has come. */
  lastInSeq: z.int(),
  audience: z.array(Scope),
  /** Values of description, category, language and the workspace's own properties; absent means none. */
  properties: PropertyValues.optional(),
  /** When a person first and last answered the customer. */
  firstReplyAt: Moment.nullable().optional(),
  lastReplyAt: Moment.nullable().optional(),
  /** The ticket that this one goes on from: a late answer to it, or messages moved out of it. */
  continuesId: Id.nullable().optional(),
  /** The tickets that were merged into it, and what those had taken in; each of their ids leads here. */
  merged: z.array(MergedTicket).optional(),
  version: z.int(),
});
export type TicketView = z.infer<typeof TicketView>;

/** What a member keeps of a ticket for himself, the same on all his screens. Told to him alone. */
export const MarkView = z.object({
  ticketId: Id,
  following: z.boolean(),
  /** Customers' messages up to here in the log have been read. */
  readSeq: z.int(),
  version: z.int(),
});
export type MarkView = z.infer<typeof MarkView>;

/** One line of a ticket's history: who changed which property, from what to what. Values are ids or words. */
export const HistoryEntry = z.object({
  id: Id,
  ticketId: Id,
  at: Moment,
  actorId: Id.nullable(),
  property: z.enum([
    'created',
    'name',
    'status',
    'priority',
    'owner',
    'team',
    'guests',
    'contacts',
    'company',
    'linked',
    'tags',
    'messages',
    'pipeline',
    /** Tickets by number: one was merged into this (`to`), or taken out again (`from`). */
    'merged',
    /** The ticket that this one was merged into (`to`), or came back from (`from`), by number. */
    'mergedInto',
    /** The ticket that messages were split off into, or that this one was split off from, by number. */
    'split',
    'snooze',
    'spam',
    'trash',
    'custom',
  ]),
  /** Which property of `properties` a line `custom` is about. */
  key: PropertyKey.optional(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const Mailbox = z.object({ name: z.string(), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

export const AttachmentView = z.object({
  fileId: z.string(),
  name: z.string(),
  type: z.string(),
  /** Bytes. */
  size: z.int(),
  inline: z.boolean(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

/** A mail that lies in a mail, as attached or forwarded. */
export const NestedMail = z.object({
  /** Its source: one of the attachments of what it lies in. */
  fileId: z.string(),
  /** The nested mail it lies in; null: in the message itself. */
  within: z.string().nullable(),
  from: Mailbox.nullable(),
  to: z.array(Mailbox),
  subject: z.string(),
  /** As its sender wrote it; null where he did not, or not so that it can be read. */
  at: Moment.nullable(),
  /** Plain text, at most 20,000 characters. */
  text: z.string(),
  attachments: z.array(AttachmentView),
  /** How it looks, where it has HTML that can be shown: its addresses are in `message.urls`, under this `fileId`. */
  look: z.object({ fileId: z.string(), remoteImages: z.int() }).nullable().optional(),
});
export type NestedMail = z.infer<typeof NestedMail>;

/** Signed: readable, the signature unchecked. Encrypted: for its receiver's key, which is not here. */
export const Protection = z.object({ by: z.enum(['smime', 'pgp']), how: z.enum(['signed', 'encrypted']) });
export type Protection = z.infer<typeof Protection>;

export const MeetingAnswer = z.enum(['accepted', 'tentative', 'declined']);
export type MeetingAnswer = z.infer<typeof MeetingAnswer>;

/** A time in a calendar: the moment, where its zone is known, and the clock on the organiser's wall. */
export const MeetingTime = z.object({
  at: Moment.nullable(),
  /** `2026-03-02T10:00`, or a day alone. */
  local: z.string(),
  /** As the organiser's program calls it; null: UTC, or none at all. */
  zone: z.string().nullable(),
});
export type MeetingTime = z.infer<typeof MeetingTime>;

/** How an event comes again. `days`: MO to SU, in a month with the week before it (2TU, -1FR). */
export const Repetition = z.object({
  every: z.enum(['day', 'week', 'month', 'year']),
  interval: z.int(),
  days: z.array(z.string()),
  count: z.int().nullable(),
  /** The last day it may be on. */
  until: z.string().nullable(),
});
export type Repetition = z.infer<typeof Repetition>;

/** An event of a calendar that came as an invitation, a cancellation, an answer to one, or just to know. */
export const Meeting = z.object({
  uid: z.string(),
  sequence: z.int(),
  method: z.enum(['request', 'cancel', 'reply', 'publish', 'counter']),
  title: z.string(),
  place: z.string(),
  start: MeetingTime,
  end: MeetingTime.nullable(),
  allDay: z.boolean(),
  organizer: Mailbox.nullable(),
  attendees: z.array(z.object({ ...Mailbox.shape, answer: MeetingAnswer.nullable() })),
  repeats: Repetition.nullable(),
  /** One of a series, as it would have been: RFC 5545's RECURRENCE-ID in UTC. */
  occurrence: z.string().nullable(),
  /** `updated`: a later mail says how it is now. */
  state: z.enum(['current', 'updated', 'cancelled']),
  /** What was answered from here, and by whom. */
  answer: z.object({ answer: MeetingAnswer, memberId: Id, at: Moment, messageId: ClientId }).nullable(),
});
export type Meeting = z.infer<typeof Meeting>;

/**
 * Where an outgoing message stands. `uncertain`: the other server may have taken it, we did not hear; a person decides.
 * `error` is the other server's word, or ours.
 */
export const Delivery = z.object({
  state: z.enum(['queued', 'sending', 'sent', 'failed', 'uncertain']),
  attempts: z.int(),
  error: z.string().nullable(),
  /** It failed because it is too large: what it has, and what the other side or its address allows, where that is known. */
  tooLarge: z.object({ bytes: z.int(), limit: z.int().nullable() }).optional(),
  /** It failed, and nobody can have got it: its author may have it back as a draft. */
  returns: z.boolean().optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/**
 * Why an incoming message is in its ticket. `token`: sent to our signed reply address, or naming a mail of ours. `references`:
 * names a message of somebody who belongs. `meeting`: is about an event that such a message is about. `bounce`: speaks of a mail of ours. `late`: answers a ticket that was closed too
 * long ago. `moved`: somebody put it here. `new`: names nothing we know.
 */
export const Landing = z.object({
  by: z.enum(['token', 'references', 'meeting', 'bounce', 'late', 'moved', 'new']),
  /** The message it answers or speaks of, where it names one. */
  messageId: ClientId.nullable(),
  /** The ticket it came from, for `late` and `moved`. */
  ticketNumber: z.int().nullable(),
});
export type Landing = z.infer<typeof Landing>;

export const CheckResult = z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror']);
export type CheckResult = z.infer<typeof CheckResult>;

/**
 * What the sender checks found. `from` sums up: `pass`, the domain of the From line vouches for the mail; `fail`, it
 * disowns it (DMARC); `unknown`, it says nothing. `signedBy`: domains with a valid DKIM signature.
 */
export const Trust = z.object({
  from: z.enum(['pass', 'fail', 'unknown']),
  spf: CheckResult,
  dkim: CheckResult,
  dmarc: CheckResult,
  arc: CheckResult,
  signedBy: z.array(z.string()),
});
export type Trust = z.infer<typeof Trust>;

export const MessageView = z.object({
  id: ClientId,
  ticketId: Id,
  direction: z.enum(['in', 'out']),
  /** The member who wrote it, for outgoing messages. */
  memberId: Id.nullable(),
  /** The contact who wrote it, for incoming messages. */
  contactId: Id.nullable(),
  from: Mailbox,
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  bcc: z.array(Mailbox),
  /** Which of our addresses it came to, or went out from. */
  channelId: Id.nullable().optional(),
  subject: z.string(),
  /** Plain text without the quoted part, at most 100,000 characters. */
  text: z.string(),
  /** The quoted part, folded on screen. */
  quoted: z.string(),
  /** What an incoming one is written in, where that can be told: ISO 639-1. */
  language: z.string().nullable().optional(),
  /** Rich text of an outgoing message, in the editor's few tags. Incoming HTML is shown by its signed address only. */
  html: z.string().nullable(),
  hasHtml: z.boolean(),
  /** Pictures that stay unloaded until the reader asks. */
  remoteImages: z.int(),
  attachments: z.array(AttachmentView),
  /** Mails that lie in this one, each after what it lies in. */
  nested: z.array(NestedMail).optional(),
  protections: z.array(Protection).optional(),
  meeting: Meeting.nullable().optional(),
  /** The mail could not be read whole; the raw mail is kept. */
  broken: z.boolean(),
  /** It is being read again. */
  reading: z.boolean().optional(),
  /** Written by a machine: an auto-reply, a bounce, a list. */
  automatic: z.boolean(),
  trust: Trust.nullable().optional(),
  landing: Landing.nullable().optional(),
  at: Moment,
  /** Where in the log it was added; a ticket's messages are listed by it. */
  seq: z.int(),
  delivery: Delivery.nullable(),
  /** Goes out then, and can be taken back until then; null when it went at once. */
  dueAt: Moment.nullable().optional(),
  version: z.int(),
});
export type MessageView = z.infer<typeof MessageView>;

/** Names a draft's document, as the Yjs endpoint knows it. */
export const DocId = z.string().regex(/^[A-Za-z0-9_.-]{8,200}$/, 'must be a docId');

export const DraftKind = z.enum(['reply', 'comment']);
export type DraftKind = z.infer<typeof DraftKind>;

/** A draft without its text. Seen by its author, and by those he lets in. */
export const DraftView = z.object({
  docId: DocId,
  /** Counts the drafts of its author, ticket and kind. */
  gen: z.int(),
  kind: DraftKind,
  ticketId: Id,
  ownerId: Id,
  sharedWith: z.array(Id),
  /** The first words as of `updatedAt`, at most 140 characters, one line. */
  snippet: z.string(),
  /** Holds what was typed into an earlier draft after that had been sent. */
  recovered: z.boolean(),
  /** Who handed it over. */
  fromId: Id.nullable(),
  updatedAt: Moment,
  version: z.int(),
});
export type DraftView = z.infer<typeof DraftView>;

/** A colleague's draft that the reader may write along. */
export const DraftInvitation = DraftView.pick({ docId: true, gen: true, kind: true, ticketId: true, ownerId: true });
export type DraftInvitation = z.infer<typeof DraftInvitation>;

export const TicketRef = z.object({ id: Id, number: z.int(), name: z.string() });
export type TicketRef = z.infer<typeof TicketRef>;

/** Written among colleagues: no customer ever sees it, and it is no message. */
export const CommentView = z.object({
  id: ClientId,
  ticketId: Id,
  memberId: Id,
  /** The editor's few tags; a mention is `<span data-mention="<id>"></span>`, its name is looked up when shown. */
  html: z.string(),
  text: z.string(),
  /** Members and teams. */
  mentions: z.array(Id),
  at: Moment,
  /** Where in the log it was added; it stands among the ticket's messages by it. */
  seq: z.int(),
  editedAt: Moment.nullable(),
  /** Who changed it last. */
  editedBy: Id.nullable(),
  /** Colleagues whom its author lets change it. */
  editorIds: z.array(Id),
  /** The document in which it is, or was last, being changed; several write in it at once. */
  edit: z.object({ docId: DocId, gen: z.int(), open: z.boolean() }).nullable(),
  version: z.int(),
});
export type CommentView = z.infer<typeof CommentView>;

/** Mentions have a lane of their own: nothing else is ever put before or over them. */
export const Lane = z.enum(['mentions', 'other']);
export type Lane = z.infer<typeof Lane>;

/** What members are told of. */
export const Topic = z.enum(['mention', 'assigned', 'replied', 'commented']);
export type Topic = z.infer<typeof Topic>;

export const NotificationView = z.object({
  id: z.string(),
  lane: Lane,
  topic: Topic,
  ticketId: Id,
  /** Where to look: the comment or the message it is about. */
  commentId: ClientId.nullable(),
  messageId: ClientId.nullable(),
  actorId: Id.nullable(),
  at: Moment,
  acknowledgedAt: Moment.nullable(),
  version: z.int(),
});
export type NotificationView = z.infer<typeof NotificationView>;

/** The ways by which somebody is told. A mention is in the bell whatever is chosen. */
export const Ways = z.strictObject({
  bell: z.boolean(),
  toast: z.boolean(),
  sound: z.boolean(),
  push: z.boolean(),
  mail: z.boolean(),
});
export type Ways = z.infer<typeof Ways>;

/** A time of day, 00:00 to 23:59. */
const DayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as 18:30');

/** When nothing but the bell speaks. `mentions`: they come through all the same. */
export const QuietHours = z
  .strictObject({
    on: z.boolean(),
    from: DayTime,
    to: DayTime,
    timeZone: z.string().max(60).refine(isTimeZone, 'must be a time zone as Europe/Amsterdam'),
    mentions: z.boolean(),
  })
  .refine(({ from, to }) => from !== to, { error: 'must differ from the beginning', path: ['to'] });
export type QuietHours = z.infer<typeof QuietHours>;

export const NoticePreferences = z.strictObject({
  topics: z.strictObject({ mention: Ways, assigned: Ways, replied: Ways, commented: Ways }),
  quiet: QuietHours,
});
export type NoticePreferences = z.infer<typeof NoticePreferences>;

const keyActions = Object.keys(usualKeys) as [KeyAction, ...KeyAction[]];

/** By action the key that does it, `g` and a key, or '' for none; others have their usual one. */
export const OwnKeys = z.partialRecord(
  z.enum(keyActions),
  z.string().regex(/^((g )?(?!g$)[^\s\p{C}]|)$/u, 'must be one character other than g, or g, a space and a character'),
);

/** `version` 0: as they come, nothing chosen yet. `keys`: what of the keyboard is otherwise than usual. */
export const PreferencesView = z.object({
  ...NoticePreferences.shape,
  keys: OwnKeys.optional(),
  version: z.int(),
});
export type PreferencesView = z.infer<typeof PreferencesView>;

/** How many tickets share these facets. Rows are visible to whom their audience is. */
export const CounterRow = z.object({
  key: z.string(),
  audience: z.array(Scope),
  phase: Phase,
  pipelineId: Id,
  /** Counts what this member follows; null for the rows that count every ticket. */
  followerId: Id.nullable(),
  n: z.int(),
});
export type CounterRow = z.infer<typeof CounterRow>;

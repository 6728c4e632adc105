import type { Input } from '../../shared/contract.ts';
import type { CommentView, DraftKind, MessageView } from '../../shared/entities.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import type { Facet, MarkPatch, Patch } from '../connection/overlay.ts';
import type { Reason } from '../connection/refused.ts';

/** What may be done to a ticket while nobody answers: each can be carried out later, and means the same then. */
type ChangeName =
  | 'ticket.update'
  | 'ticket.setStatus'
  | 'ticket.setProperties'
  | 'ticket.assign'
  | 'ticket.setContacts'
  | 'ticket.setCompany'
  | 'ticket.snooze'
  | 'ticket.unsnooze'
  | 'ticket.markSpam'
  | 'ticket.unmarkSpam'
  | 'ticket.trash'
  | 'ticket.restore'
  | 'ticket.follow'
  | 'ticket.unfollow'
  | 'ticket.markUnread';

/**
 * Why something lies here that the server has not taken. `overtaken`: somebody else changed it meanwhile. `old`: so old
 * that the server could carry it out twice. `sentElsewhere`: another device has sent the same draft.
 */
export type Parked = Reason | 'overtaken' | 'old' | 'sentElsewhere';

interface Common {
  /** The request's id, made when it was done: asking again under it is asking once. */
  id: string;
  ticketId: string;
  /** When it was done. ISO. */
  at: string;
  /** It was done while nobody answered, so its author may be elsewhere when it is carried out. */
  waited: boolean;
  /** How often the server has refused it. */
  refusals: number;
  /** Refused for good, until its author does it again or drops it; null while it waits. */
  parked: Parked | null;
}

/** A change of a ticket. */
export interface ChangeEntry extends Common {
  kind: 'change';
  call: { [N in ChangeName]: { name: N; input: Input<N> } }[ChangeName];
  facet: Facet;
  patch: Patch;
  mark?: MarkPatch;
  /** What stood there when it was made: who finds something else there has been overtaken. */
  before: Patch;
}

/** Where the text lies: the draft's name on the server, or null when it was begun offline. */
interface Written extends Common {
  place: { docId: string; gen: number } | null;
  /** All of the document, base64. */
  update: string;
  vector: string;
}

export interface ReplyEntry extends Written {
  kind: 'reply';
  message: MessageView;
  seen: number;
  anyway: boolean;
  statusId?: string;
  /** What that status requires. */
  properties?: PropertyChanges;
  /** ISO. */
  sendAt?: string;
}

export interface CommentEntry extends Written {
  kind: 'comment';
  comment: CommentView;
}

/** Something a person has done and the server has not confirmed. Kept on this device until it has. */
export type Entry = ChangeEntry | ReplyEntry | CommentEntry;

/** The draft it holds back: until it is sent, what is written next at that place must not mix with it. */
export const holdsBack = (entry: Entry, ticketId: string, kind: DraftKind): boolean =>
  entry.kind === kind && entry.ticketId === ticketId;

/** Nodes remember requests for 14 days; what is older could be carried out twice, so its author is asked. protocol: O2 */
const rememberedFor = 13 * 86_400_000;
export const isOld = (entry: Entry, now: number): boolean => now - Date.parse(entry.at) > rememberedFor;

/** Somebody else has changed the same since: what stands there is neither what its author saw nor what he wants. */
export function isOvertaken({ before, patch }: ChangeEntry, now: Patch): boolean {
  const keys = Object.keys(before) as (keyof Patch)[];
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return keys.some((key) => !same(now[key], before[key]) && !same(now[key], patch[key]));
}

/** Refused so often, it is not asked again by itself. */
const refusalsAtMost = 2;
/** A second try may have another answer. */
const passing: readonly Reason[] = ['internal', 'unsaved', 'conflict'];

/** What becomes of an entry that the server has refused: null when it is tried again. */
export const parkedBy = (reason: Reason, refusals: number): Parked | null =>
  passing.includes(reason) && refusals < refusalsAtMost ? null : reason;

export const waitingReplies = (entries: readonly Entry[]): MessageView[] =>
  entries.flatMap((entry) => (entry.kind === 'reply' ? [entry.message] : []));

export const waitingComments = (entries: readonly Entry[]): CommentView[] =>
  entries.flatMap((entry) => (entry.kind === 'comment' ? [entry.comment] : []));

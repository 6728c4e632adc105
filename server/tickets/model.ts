import { audienceOf, type Scope } from '../../shared/access.ts';
import type {
  Automation,
  HistoryEntry,
  LastMessage,
  MergedTicket,
  PipelineView,
  Priority,
  TicketView,
} from '../../shared/entities.ts';
import type { Phase, StatusState } from '../../shared/facets.ts';
import type { Id } from '../../shared/ids.ts';
import type { PropertyValues } from '../../shared/propertyKinds.ts';

export interface Ticket {
  _id: Id;
  workspaceId: Id;
  number: number;
  name: string;
  pipelineId: Id;
  statusId: Id;
  /** Its status'. */
  state: StatusState;
  /** Derived on every write: the state, unless the ticket lies aside. */
  phase: Phase;
  priority: Priority;
  source: 'email' | 'manual' | 'api';
  ownerId: Id | null;
  teamId: Id | null;
  guestIds: Id[];
  contactIds: Id[];
  companyId: Id | null;
  linkedIds: Id[];
  tags: string[];
  lastMessage: { at: Date; direction: LastMessage['direction']; snippet: string } | null;
  createdAt: Date;
  activityAt: Date;
  closedAt: Date | null;
  /** Values by property; see shared/properties.ts. Absent: none. */
  properties?: PropertyValues;
  /** When a person first and last answered the customer. */
  firstReplyAt?: Date | null;
  lastReplyAt?: Date | null;
  /** Since when it is in its status; absent, since it is there. */
  statusAt?: Date | null;
  /** When a job looks whether anybody has touched it meanwhile; null when none waits. */
  idleAt?: Date | null;
  /** The ticket this one goes on from. */
  continuesId?: Id | null;
  /** It lies in this ticket since they were merged, and is nobody's until that is undone. */
  mergedIntoId?: Id | null;
  /** What was merged into it, with what those had taken in before. */
  merged?: MergedTicket[];
  /** Aside until then, or until the customer writes. */
  snooze: { until: Date | null } | null;
  spamAt: Date | null;
  trashedAt: Date | null;
  /** Where in the log the customer's last message stands; 0 when none has come. */
  lastInSeq: number;
  /** Derived on every write from owner, team and guests; the only field that decides who may see it. */
  audience: Scope[];
  version: number;
}

/** The ids that lead to a ticket: its own, and those of what was merged into it. */
export const idsOf = (ticket: Pick<Ticket, '_id' | 'merged'>): Id[] => [
  ticket._id,
  ...(ticket.merged ?? []).map(({ id }) => id),
];

/** What hangs on a ticket and goes along when that is merged. */
export interface Carried {
  ticketId: Id;
  /** The tickets it lay in before and came along with, the first one first. */
  mergedFrom?: Id[];
  version: number;
}

export const carriedTo = <T extends Carried>(thing: T, ticketId: Id): T => ({
  ...thing,
  ticketId,
  mergedFrom: [...(thing.mergedFrom ?? []), thing.ticketId],
  version: thing.version + 1,
});

/** Back in the ticket that it once came along with. */
export const carriedBack = <T extends Carried>(thing: T, ticketId: Id): T => ({
  ...thing,
  ticketId,
  mergedFrom: (thing.mergedFrom ?? []).slice(0, (thing.mergedFrom ?? []).indexOf(ticketId)),
  version: thing.version + 1,
});

/** What its messages say of a ticket. */
export type Told = Pick<Ticket, 'lastMessage' | 'activityAt' | 'lastInSeq'>;

/** When people first and last answered its customer. */
export type Answered = Pick<Ticket, 'firstReplyAt' | 'lastReplyAt'>;

/** Of two tickets together. */
export function answeredIn(one: Answered, other: Answered): Answered {
  const times = (of: keyof Answered) => [one[of], other[of]].flatMap((at) => (at ? [at.getTime()] : []));
  const [first, last] = [times('firstReplyAt'), times('lastReplyAt')];
  return {
    firstReplyAt: first.length > 0 ? new Date(Math.min(...first)) : null,
    lastReplyAt: last.length > 0 ? new Date(Math.max(...last)) : null,
  };
}

/** What a ticket took over from one that was merged into it: what undoing takes from it again. */
export interface Taken {
  contactIds: Id[];
  tags: string[];
  /** The company it had none of before; null when it had one. */
  companyId: Id | null;
  /** The tickets it came to be linked with, and whether the two were linked with each other. */
  linkedIds: Id[];
  wereLinked: boolean;
  /** The values of properties it had none of before. */
  properties?: PropertyValues;
}

/** The way from a ticket that was merged away to where it lies now; what comes for it later goes back with it. */
export function wayInto(ticket: Pick<Ticket, '_id' | 'merged'>, from: Id): Id[] {
  const step = ticket.merged?.find(({ id }) => id === from);
  return step ? [from, ...wayInto(ticket, step.intoId)] : [];
}

/** A property's change, before it has an id. */
export type Change = Pick<HistoryEntry, 'property' | 'key' | 'from' | 'to'>;

export interface Pipeline {
  _id: Id;
  workspaceId: Id;
  name: string;
  preset: PipelineView['preset'];
  statuses: PipelineView['statuses'];
  /** Statuses that the pipeline sets by itself; null leaves the ticket where it is. */
  automation: Pick<Automation, 'replySent' | 'customerReplied'> & Partial<Automation>;
  /** A closed ticket is reopened by an answer within so many days; a later one begins a new ticket. */
  reopenDays?: number;
  version: number;
  /** Its tickets are still being moved; to everybody it is gone. */
  deletedAt?: Date | null;
}

/** Tickets that go from statuses that are gone to those that are there; `dropped`: their pipeline goes after them. */
export interface PipelineMove {
  moves: { from: Id; to: Id }[];
  toPipelineId: Id;
  dropped: Id | null;
  actorId: Id;
}

export const pipelineView = (pipeline: Pipeline): PipelineView => ({
  id: pipeline._id,
  name: pipeline.name,
  preset: pipeline.preset,
  statuses: pipeline.statuses,
  reopenDays: pipeline.reopenDays ?? 7,
  automation: { firstMessage: null, inactivity: null, ...pipeline.automation },
  version: pipeline.version,
});

export const viewOf = (ticket: Ticket): TicketView => ({
  id: ticket._id,
  number: ticket.number,
  name: ticket.name,
  pipelineId: ticket.pipelineId,
  statusId: ticket.statusId,
  phase: ticket.phase,
  priority: ticket.priority,
  source: ticket.source,
  ownerId: ticket.ownerId,
  teamId: ticket.teamId,
  contactIds: ticket.contactIds,
  companyId: ticket.companyId,
  linkedIds: ticket.linkedIds,
  tags: ticket.tags,
  lastMessage: ticket.lastMessage && { ...ticket.lastMessage, at: ticket.lastMessage.at.toISOString() },
  createdAt: ticket.createdAt.toISOString(),
  activityAt: ticket.activityAt.toISOString(),
  closedAt: ticket.closedAt?.toISOString() ?? null,
  snooze: ticket.snooze && { until: ticket.snooze.until?.toISOString() ?? null },
  spamAt: ticket.spamAt?.toISOString() ?? null,
  trashedAt: ticket.trashedAt?.toISOString() ?? null,
  lastInSeq: ticket.lastInSeq,
  audience: ticket.audience,
  continuesId: ticket.continuesId ?? null,
  merged: ticket.merged ?? [],
  properties: ticket.properties ?? {},
  firstReplyAt: ticket.firstReplyAt?.toISOString() ?? null,
  lastReplyAt: ticket.lastReplyAt?.toISOString() ?? null,
  version: ticket.version,
});

/** Lying aside goes over the status; of several ways the one that goes furthest. */
function phaseOf({
  state,
  snooze,
  spamAt,
  trashedAt,
}: Pick<Ticket, 'state' | 'snooze' | 'spamAt' | 'trashedAt'>): Phase {
  if (trashedAt) return 'trash';
  if (spamAt) return 'spam';
  return snooze ? 'snoozed' : state;
}

/** The ticket after a change of its own fields, with everything derived made anew. */
export function changed(ticket: Ticket, fields: Partial<Ticket>): Ticket {
  const next = { ...ticket, ...fields, version: ticket.version + 1 };
  return { ...next, phase: phaseOf(next), audience: next.mergedIntoId ? [] : audienceOf(next) };
}

const shown = (value: string | string[] | null) => (Array.isArray(value) ? value.join(', ') : value);

/** As history keeps it: a time, or `reply` until the customer writes. */
const snoozeWord = ({ snooze }: Ticket) => snooze && (snooze.until?.toISOString() ?? 'reply');
const yes = (at: Date | null) => at && 'yes';

/** What history says of a change: one line for each property that differs. */
export function changesBetween(before: Ticket, after: Ticket): Change[] {
  const pairs: [Change['property'], string | string[] | null, string | string[] | null][] = [
    ['name', before.name, after.name],
    ['pipeline', before.pipelineId, after.pipelineId],
    ['status', before.statusId, after.statusId],
    ['priority', before.priority, after.priority],
    ['owner', before.ownerId, after.ownerId],
    ['team', before.teamId, after.teamId],
    ['contacts', before.contactIds, after.contactIds],
    ['company', before.companyId, after.companyId],
    ['linked', before.linkedIds, after.linkedIds],
    ['tags', before.tags, after.tags],
    ['snooze', snoozeWord(before), snoozeWord(after)],
    ['spam', yes(before.spamAt), yes(after.spamAt)],
    ['trash', yes(before.trashedAt), yes(after.trashedAt)],
  ];
  const changes = pairs
    .filter(([, from, to]) => JSON.stringify(from) !== JSON.stringify(to))
    .map(([property, from, to]): Change => ({ property, from: shown(from), to: shown(to) }));
  return [...changes, ...valueChanges(before, after), ...guestChanges(before.guestIds, after.guestIds)];
}

/** As history keeps a value: ids and words, several with commas between. */
function valueWord(value: PropertyValues[string] | undefined): string | null {
  if (value === undefined || value === false) return null;
  if (value === true) return 'yes';
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** A line for each property that differs. */
function valueChanges({ properties: before = {} }: Ticket, { properties: after = {} }: Ticket): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .map((key): Change => ({ property: 'custom', key, from: valueWord(before[key]), to: valueWord(after[key]) }))
    .filter(({ from, to }) => from !== to);
}

/** A line for each guest who comes or goes. */
const guestChanges = (before: Id[], after: Id[]): Change[] => [
  ...after.filter((id) => !before.includes(id)).map((to): Change => ({ property: 'guests', from: null, to })),
  ...before.filter((id) => !after.includes(id)).map((from): Change => ({ property: 'guests', from, to: null })),
];

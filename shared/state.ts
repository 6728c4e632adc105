import { canSee } from './access.ts';
import type { BulkView } from './bulk.ts';
import type { Snapshot } from './contract/desk.ts';
import type { CustomView } from './contract/views.ts';
import type {
  ChannelView,
  CommentView,
  CompanyView,
  ContactView,
  CounterRow,
  DraftInvitation,
  DraftView,
  HistoryEntry,
  MarkView,
  MemberView,
  MessageView,
  NotificationView,
  PipelineView,
  PreferencesView,
  TeamView,
  TicketView,
  WorkspaceView,
} from './entities.ts';
import type { Event } from './events.ts';
import type { Id } from './ids.ts';
import type { FormView, PropertyView } from './propertyKinds.ts';
import { countsIn, type ViewId } from './views.ts';

type ById<T> = Readonly<Record<string, T>>;

/** Messages, comments and history of a ticket that somebody has opened. */
export interface Timeline {
  messages: ById<MessageView>;
  comments: ById<CommentView>;
  entries: ById<HistoryEntry>;
}

/**
 * What a signed-in screen knows of its workspace. Fed by one snapshot, by the pages it asks for, and by events;
 * the same state on a screen, in a test and in a program. Never changed in place.
 */
export interface State {
  epoch: string;
  /** Everything up to here in the log has been heard. */
  seq: number;
  meId: Id;
  workspace: WorkspaceView;
  members: ById<MemberView>;
  teams: ById<TeamView>;
  pipelines: ById<PipelineView>;
  channels: ById<ChannelView>;
  /** Of tickets, by id: the workspace's own, deleted ones too; `properties.ts` has them all. */
  properties: ById<PropertyView>;
  /** By which tickets are made. */
  form: FormView;
  counters: ById<CounterRow>;
  tickets: ById<TicketView>;
  contacts: ById<ContactView>;
  companies: ById<CompanyView>;
  /** Follows and read marks of the tickets that are known, by ticketId. */
  marks: ById<MarkView>;
  timelines: ById<Timeline>;
  /** The reader's own open drafts that hold something, by docId. */
  drafts: ById<DraftView>;
  /** Colleagues' drafts that the reader may write along, by docId. */
  invitations: ById<DraftInvitation>;
  /** What the reader has been told and not acknowledged. */
  notifications: ById<NotificationView>;
  /** How the reader wants to be told. */
  preferences: PreferencesView;
  /** Custom views open to the reader. */
  views: ById<CustomView>;
  /** The reader's own changes of many tickets. */
  bulks: ById<BulkView>;
  /** Where in the log a ticket, contact or message was lost, so that an answer read before that does not bring it back. */
  lost: ById<number>;
}

const keyed = <T>(items: readonly T[], keyOf: (item: T) => string): ById<T> =>
  Object.fromEntries(items.map((item) => [keyOf(item), item]));
const byId = <T extends { id: string }>(items: readonly T[]): ById<T> => keyed(items, (item) => item.id);

export const stateOf = (snapshot: Snapshot): State => ({
  epoch: snapshot.epoch,
  seq: snapshot.seq,
  meId: snapshot.meId,
  workspace: snapshot.workspace,
  members: byId(snapshot.members),
  teams: byId(snapshot.teams),
  pipelines: byId(snapshot.pipelines),
  channels: byId(snapshot.channels),
  properties: byId(snapshot.properties),
  form: snapshot.form,
  counters: keyed(snapshot.counters, (row) => row.key),
  tickets: {},
  contacts: {},
  companies: {},
  marks: {},
  timelines: {},
  drafts: keyed(snapshot.drafts, (draft) => draft.docId),
  invitations: keyed(snapshot.invitations, (draft) => draft.docId),
  notifications: byId(snapshot.notifications),
  preferences: snapshot.preferences,
  views: byId(snapshot.views),
  bulks: byId(snapshot.bulks),
  lost: {},
});

interface Versioned {
  id: string;
  version: number;
}

/** Puts things in, each unless a newer one is there. */
function put<T extends Versioned>(into: ById<T>, items: readonly T[]): ById<T> {
  const newer = items.filter((item) => (into[item.id]?.version ?? -1) < item.version);
  return newer.length === 0 ? into : { ...into, ...byId(newer) };
}

function without<T>(from: ById<T>, key: string): ById<T> {
  if (!(key in from)) return from;
  const { [key]: _gone, ...rest } = from;
  return rest;
}

function putDraft(into: ById<DraftView>, draft: DraftView): ById<DraftView> {
  return (into[draft.docId]?.version ?? -1) < draft.version ? { ...into, [draft.docId]: draft } : into;
}

function putMarks(into: ById<MarkView>, marks: readonly MarkView[]): ById<MarkView> {
  const newer = marks.filter((mark) => (into[mark.ticketId]?.version ?? -1) < mark.version);
  return newer.length === 0 ? into : { ...into, ...keyed(newer, (mark) => mark.ticketId) };
}

function withoutMessage(timelines: ById<Timeline>, ticketId: Id, messageId: string): ById<Timeline> {
  const known = timelines[ticketId];
  return known ? { ...timelines, [ticketId]: { ...known, messages: without(known.messages, messageId) } } : timelines;
}

function withoutComment(timelines: ById<Timeline>, ticketId: Id, commentId: string): ById<Timeline> {
  const known = timelines[ticketId];
  return known ? { ...timelines, [ticketId]: { ...known, comments: without(known.comments, commentId) } } : timelines;
}

function putRows(into: ById<CounterRow>, rows: readonly CounterRow[]): ById<CounterRow> {
  const next: Record<string, CounterRow> = { ...into };
  for (const row of rows) {
    if (row.n === 0) delete next[row.key];
    else next[row.key] = row;
  }
  return next;
}

/** A timeline takes messages and entries only once somebody has opened the ticket. */
function extend(
  timelines: ById<Timeline>,
  ticketId: Id,
  messages: readonly MessageView[],
  entries: readonly HistoryEntry[],
  comments: readonly CommentView[] = [],
) {
  const known = timelines[ticketId];
  if (!known) return timelines;
  const fresh = entries.filter((entry) => !(entry.id in known.entries));
  const timeline = {
    messages: put(known.messages, messages),
    comments: put(known.comments, comments),
    entries: fresh.length === 0 ? known.entries : { ...known.entries, ...byId(fresh) },
  };
  return { ...timelines, [ticketId]: timeline };
}

/** The state after an event. An event at or before `state.seq` has been heard and changes nothing. */
export function applyEvent(state: State, event: Event): State {
  if (event.seq <= state.seq) return state;
  return { ...state, ...changesOf(state, event), seq: event.seq };
}

function changesOf(state: State, event: Event): Partial<State> {
  switch (event.type) {
    case 'ticket.created':
    case 'ticket.changed':
      return {
        tickets: put(state.tickets, [event.ticket]),
        timelines: extend(state.timelines, event.ticket.id, [], event.entries),
        lost: without(state.lost, event.ticket.id),
      };
    case 'ticket.left':
      return {
        tickets: without(state.tickets, event.ticketId),
        marks: without(state.marks, event.ticketId),
        timelines: without(state.timelines, event.ticketId),
        lost: { ...state.lost, [event.ticketId]: event.seq },
      };
    case 'tickets.changed':
      return {
        tickets: put(state.tickets, event.tickets),
        timelines: event.tickets.reduce(
          (timelines, { id }) =>
            extend(
              timelines,
              id,
              [],
              event.entries.filter(({ ticketId }) => ticketId === id),
            ),
          state.timelines,
        ),
        lost: event.tickets.reduce((lost, { id }) => without(lost, id), state.lost),
      };
    case 'tickets.left':
      return {
        tickets: event.ticketIds.reduce((left, id) => without(left, id), state.tickets),
        marks: event.ticketIds.reduce((left, id) => without(left, id), state.marks),
        timelines: event.ticketIds.reduce((left, id) => without(left, id), state.timelines),
        lost: { ...state.lost, ...Object.fromEntries(event.ticketIds.map((id) => [id, event.seq])) },
      };
    case 'bulk.changed':
      return { bulks: put(state.bulks, [event.bulk]) };
    case 'mark.changed':
      return { marks: putMarks(state.marks, [event.mark]) };
    case 'message.added':
    case 'message.changed':
      return {
        timelines: extend(state.timelines, event.message.ticketId, [event.message], []),
        lost: without(state.lost, event.message.id),
      };
    case 'message.left':
      return {
        timelines: withoutMessage(state.timelines, event.ticketId, event.messageId),
        lost: { ...state.lost, [event.messageId]: event.seq },
      };
    case 'comment.added':
    case 'comment.changed':
      return {
        timelines: extend(state.timelines, event.comment.ticketId, [], [], [event.comment]),
        lost: without(state.lost, event.comment.id),
      };
    case 'comment.left':
      return {
        timelines: withoutComment(state.timelines, event.ticketId, event.commentId),
        lost: { ...state.lost, [event.commentId]: event.seq },
      };
    case 'notification.added':
      return { notifications: put(state.notifications, [event.notification]) };
    case 'notification.left':
      return { notifications: event.notificationIds.reduce((left, id) => without(left, id), state.notifications) };
    case 'preferences.changed':
      return event.preferences.version > state.preferences.version ? { preferences: event.preferences } : {};
    case 'draft.changed':
      return { drafts: putDraft(state.drafts, event.draft) };
    case 'draft.left':
      return { drafts: without(state.drafts, event.docId) };
    case 'draft.invited':
      return { invitations: { ...state.invitations, [event.invitation.docId]: event.invitation } };
    case 'draft.uninvited':
      return { invitations: without(state.invitations, event.docId) };
    case 'contact.changed':
      return { contacts: put(state.contacts, [event.contact]), lost: without(state.lost, event.contact.id) };
    case 'contact.left':
      return {
        contacts: without(state.contacts, event.contactId),
        lost: { ...state.lost, [event.contactId]: event.seq },
      };
    case 'company.changed':
      return { companies: put(state.companies, [event.company]), lost: without(state.lost, event.company.id) };
    case 'company.left':
      return {
        companies: without(state.companies, event.companyId),
        lost: { ...state.lost, [event.companyId]: event.seq },
      };
    case 'member.changed':
      return { members: put(state.members, [event.member]) };
    case 'team.changed':
      return { teams: put(state.teams, [event.team]) };
    case 'team.left':
      return { teams: without(state.teams, event.teamId) };
    case 'pipeline.changed':
      return { pipelines: put(state.pipelines, [event.pipeline]) };
    case 'pipeline.left':
      return { pipelines: without(state.pipelines, event.pipelineId) };
    case 'property.changed':
      return { properties: put(state.properties, [event.property]) };
    case 'form.changed':
      return event.form.version > state.form.version ? { form: event.form } : {};
    case 'channel.changed':
      return { channels: put(state.channels, [event.channel]) };
    case 'channel.left':
      return { channels: without(state.channels, event.channelId) };
    case 'workspace.changed':
      return { workspace: event.workspace.version > state.workspace.version ? event.workspace : state.workspace };
    case 'view.changed':
      return { views: put(state.views, [event.view]) };
    case 'view.left':
      return { views: without(state.views, event.viewId) };
    case 'counters.changed':
      return { counters: putRows(state.counters, event.rows) };
  }
}

/** A beat says: everything up to `seq` that is for you has been sent. */
export const heardUpTo = (state: State, seq: number): State => (seq > state.seq ? { ...state, seq } : state);

/** Adds what a request has read at log position `readAt`. */
export function merge(
  state: State,
  readAt: number,
  read: {
    tickets?: readonly TicketView[];
    contacts?: readonly ContactView[];
    companies?: readonly CompanyView[];
    marks?: readonly MarkView[];
  },
): State {
  const stillMine = (thing: { id: string }) => (state.lost[thing.id] ?? -1) <= readAt;
  return {
    ...state,
    tickets: put(state.tickets, (read.tickets ?? []).filter(stillMine)),
    contacts: put(state.contacts, (read.contacts ?? []).filter(stillMine)),
    companies: put(state.companies, (read.companies ?? []).filter(stillMine)),
    marks: putMarks(
      state.marks,
      (read.marks ?? []).filter(({ ticketId }) => stillMine({ id: ticketId })),
    ),
  };
}

/** From now on the ticket's messages and history are kept; call before asking for them, so that nothing falls between. */
export const openTimeline = (state: State, ticketId: Id): State =>
  state.timelines[ticketId]
    ? state
    : { ...state, timelines: { ...state.timelines, [ticketId]: { messages: {}, comments: {}, entries: {} } } };

export const mergeTimeline = (
  state: State,
  ticketId: Id,
  read: {
    messages?: readonly MessageView[];
    comments?: readonly CommentView[];
    entries?: readonly HistoryEntry[];
  },
): State => {
  const messages = (read.messages ?? []).filter(({ id }) => !(id in state.lost));
  const comments = (read.comments ?? []).filter(({ id }) => !(id in state.lost));
  return { ...state, timelines: extend(state.timelines, ticketId, messages, read.entries ?? [], comments) };
};

/** The signed-in member himself. */
export function meIn(state: Pick<State, 'meId' | 'members'>): MemberView {
  const me = state.members[state.meId];
  if (!me) throw new Error('A snapshot always holds its reader');
  return me;
}

export const follows = (state: Pick<State, 'marks'>, ticketId: Id): boolean =>
  state.marks[ticketId]?.following ?? false;

/** Has a customer written since the reader last looked? */
export const isUnread = (state: Pick<State, 'marks'>, ticket: Pick<TicketView, 'id' | 'lastInSeq'>): boolean =>
  ticket.lastInSeq > (state.marks[ticket.id]?.readSeq ?? 0);

/** Every view asks at every change, and few changes are one of the counters. */
const counted = new WeakMap<State['counters'], { me: MemberView; views: Map<ViewId, number> }>();

/** How many tickets the view has: the sum of the rows this member may see. */
export function countOf(state: State, view: ViewId): number {
  const me = meIn(state);
  let known = counted.get(state.counters);
  if (known?.me !== me) {
    known = { me, views: new Map() };
    counted.set(state.counters, known);
  }
  let count = known.views.get(view);
  if (count === undefined) {
    const rows = Object.values(state.counters).filter((row) => canSee(me, row) && countsIn(view, me, row));
    count = rows.reduce((sum, row) => sum + row.n, 0);
    known.views.set(view, count);
  }
  return count;
}

import { z } from 'zod';
import { BulkView } from './bulk.ts';
import { CustomView } from './contract/views.ts';
import {
  ChannelView,
  CommentView,
  CompanyView,
  ContactView,
  CounterRow,
  DocId,
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
import { ClientId, Id, Moment } from './ids.ts';
import { FormView, PropertyView } from './propertyKinds.ts';

/** The stamp every event gets when it is committed: its place in the workspace's gapless log, and when. */
const stamp = { seq: z.int(), at: Moment, actorId: Id.nullable() };

/** What happened, as screens hear it. Applying one twice, or an older one late, changes nothing. */
export const Event = z.discriminatedUnion('type', [
  z.object({ ...stamp, type: z.literal('ticket.created'), ticket: TicketView, entries: z.array(HistoryEntry) }),
  z.object({ ...stamp, type: z.literal('ticket.changed'), ticket: TicketView, entries: z.array(HistoryEntry) }),
  /** The ticket is no longer open to the receiver. */
  z.object({ ...stamp, type: z.literal('ticket.left'), ticketId: Id }),
  /** Many at once, of one audience: as `ticket.changed` and `ticket.left` for each. */
  z.object({
    ...stamp,
    type: z.literal('tickets.changed'),
    tickets: z.array(TicketView),
    entries: z.array(HistoryEntry),
  }),
  z.object({ ...stamp, type: z.literal('tickets.left'), ticketIds: z.array(Id) }),
  /** To the member who asked for it. */
  z.object({ ...stamp, type: z.literal('bulk.changed'), bulk: BulkView }),
  /** To the member whose mark it is. */
  z.object({ ...stamp, type: z.literal('mark.changed'), mark: MarkView }),
  z.object({ ...stamp, type: z.literal('message.added'), message: MessageView }),
  z.object({ ...stamp, type: z.literal('message.changed'), message: MessageView }),
  /** Its author has taken it back before it left. */
  z.object({ ...stamp, type: z.literal('message.left'), ticketId: Id, messageId: ClientId }),
  z.object({ ...stamp, type: z.literal('comment.added'), comment: CommentView }),
  z.object({ ...stamp, type: z.literal('comment.changed'), comment: CommentView }),
  /** It has gone back with the ticket it came along with. */
  z.object({ ...stamp, type: z.literal('comment.left'), ticketId: Id, commentId: ClientId }),
  /** To the one who is told; `left` when he has acknowledged it or may no longer see the ticket. */
  z.object({ ...stamp, type: z.literal('notification.added'), notification: NotificationView }),
  z.object({ ...stamp, type: z.literal('notification.left'), notificationIds: z.array(z.string()) }),
  /** To the one whose they are. */
  z.object({ ...stamp, type: z.literal('preferences.changed'), preferences: PreferencesView }),
  /** These two go to the draft's author alone. */
  z.object({ ...stamp, type: z.literal('draft.changed'), draft: DraftView }),
  z.object({ ...stamp, type: z.literal('draft.left'), docId: DocId }),
  /** To a colleague whom the author lets write along, or no longer. */
  z.object({ ...stamp, type: z.literal('draft.invited'), invitation: DraftInvitation }),
  z.object({ ...stamp, type: z.literal('draft.uninvited'), docId: DocId, ticketId: Id }),
  z.object({ ...stamp, type: z.literal('contact.changed'), contact: ContactView }),
  z.object({ ...stamp, type: z.literal('contact.left'), contactId: Id }),
  z.object({ ...stamp, type: z.literal('company.changed'), company: CompanyView }),
  z.object({ ...stamp, type: z.literal('company.left'), companyId: Id }),
  z.object({ ...stamp, type: z.literal('member.changed'), member: MemberView }),
  z.object({ ...stamp, type: z.literal('team.changed'), team: TeamView }),
  z.object({ ...stamp, type: z.literal('team.left'), teamId: Id }),
  z.object({ ...stamp, type: z.literal('pipeline.changed'), pipeline: PipelineView }),
  z.object({ ...stamp, type: z.literal('pipeline.left'), pipelineId: Id }),
  z.object({ ...stamp, type: z.literal('property.changed'), property: PropertyView }),
  z.object({ ...stamp, type: z.literal('form.changed'), form: FormView }),
  z.object({ ...stamp, type: z.literal('channel.changed'), channel: ChannelView }),
  z.object({ ...stamp, type: z.literal('channel.left'), channelId: Id }),
  /** To each who has the view, or has it no more. */
  z.object({ ...stamp, type: z.literal('view.changed'), view: CustomView }),
  z.object({ ...stamp, type: z.literal('view.left'), viewId: Id }),
  z.object({ ...stamp, type: z.literal('workspace.changed'), workspace: WorkspaceView }),
  /** Absolute new numbers of the rows that changed; a row at 0 is gone. */
  z.object({ ...stamp, type: z.literal('counters.changed'), rows: z.array(CounterRow) }),
]);
export type Event = z.infer<typeof Event>;

/** An event before it has its stamp. */
export type Unstamped<E extends Event = Event> = E extends Event ? Omit<E, keyof typeof stamp> : never;

import { z } from 'zod';
import { CompanyView, ContactView, HistoryEntry, MarkView, Priority, Source, TicketView } from '../entities.ts';
import { Phase, ViewId } from '../facets.ts';
import { looksLikeFilter } from '../filter/language.ts';
import { ClientId, Cursor, Id, Moment } from '../ids.ts';
import { PropertyChanges } from '../propertyKinds.ts';
import { command, query } from './call.ts';
import { Filter } from './filter.ts';

const Name = z.string().trim().min(1).max(300);
const Tags = z.array(z.string().trim().min(1).max(50)).max(50);
const Changed = z.object({ ticketId: Id, version: z.int() });
const Marked = z.object({ ticketId: Id, version: z.int() });

export const TicketFilter = z.strictObject({
  view: ViewId.optional(),
  phase: Phase.optional(),
  pipelineId: Id.optional(),
  statusId: Id.optional(),
  priority: Priority.optional(),
  ownerId: Id.nullable().optional(),
  teamId: Id.nullable().optional(),
  contactId: Id.optional(),
  companyId: Id.optional(),
  /** Those linked with this ticket. */
  linkedTo: Id.optional(),
  source: Source.optional(),
  /** With true, only where a customer has written since the asker last looked. */
  unread: z.literal(true).optional(),
  /** What else must hold, of any property; of the above only `view` goes with it. */
  where: Filter.optional(),
});
/** `{and: …}`, `{or: …}` and `{property, op, value}` stand for `{where: …}`. */
export const ListFilter = z.preprocess((given) => (looksLikeFilter(given) ? { where: given } : given), TicketFilter);
export type TicketFilter = z.infer<typeof TicketFilter>;

/**
 * `activity`: last message first. `oldest`: longest untouched first. `priority`: high first, then as `activity`.
 * `created`: newest ticket first. `first`: oldest ticket first.
 */
export const TicketSort = z.enum(['activity', 'oldest', 'priority', 'created', 'first']);
export type TicketSort = z.infer<typeof TicketSort>;

/** No index knows what was asked for: so many tickets were looked at, and the answer ended before it was full. */
const Slow = z.object({ reason: z.literal('looking'), looked: z.int() });

export const ticketCalls = {
  'ticket.list': query(
    'Tickets you may see, a page at a time, with the contacts they name and your own marks. A page may be short; there is more while `next` is not null. `slow` says that no index knows the filter, and how many tickets were looked at.',
    z.strictObject({
      filter: ListFilter.optional(),
      sort: TicketSort.optional(),
      cursor: Cursor.nullable().optional(),
      limit: z.int().min(1).max(200).optional(),
    }),
    z.object({
      items: z.array(TicketView),
      next: Cursor.nullable(),
      slow: Slow.optional(),
      /** Properties of the filter that have been deleted: what tickets kept of them still counts. */
      gone: z.array(z.string()).optional(),
      contacts: z.array(ContactView),
      marks: z.array(MarkView),
    }),
  ),
  'ticket.count': query(
    'How many tickets you may see fit a filter: exact up to 1,000; `more` when there are more, or, with `slow`, when there may be.',
    z.strictObject({ filter: Filter }),
    z.object({ n: z.int(), more: z.boolean(), slow: Slow.optional() }),
  ),
  'ticket.counts': query(
    'The same for many filters at once: their counts, in the order asked for.',
    z.strictObject({ filters: z.array(Filter).max(50) }),
    z.object({ counts: z.array(z.object({ n: z.int(), more: z.boolean(), slow: Slow.optional() })) }),
  ),
  'ticket.get': query(
    'One ticket, its contacts and companies, and what you may do with it.',
    z.strictObject({ ticketId: Id }),
    z.object({
      ticket: TicketView,
      contacts: z.array(ContactView),
      companies: z.array(CompanyView),
      mark: MarkView.nullable(),
      can: z.object({ edit: z.boolean(), delete: z.boolean() }),
    }),
  ),
  'ticket.byNumber': query(
    'The ticket with this number, or the one that it was merged into.',
    z.strictObject({ number: z.int().min(1) }),
    z.object({ ticketId: Id, number: z.int() }),
  ),
  'ticket.history': query(
    "A ticket's changes, newest first.",
    z.strictObject({ ticketId: Id, cursor: Cursor.nullable().optional(), limit: z.int().min(1).max(200).optional() }),
    z.object({ items: z.array(HistoryEntry), next: Cursor.nullable() }),
  ),
  'ticket.create': command(
    'Make a ticket by hand, in a status of the pipeline that tickets may begin in. `companyId` left out is the first contact’s company; `linkedIds` are tickets to link it with, `properties` values by key. What the status requires must be there; a person must also fill in what the form requires (`propertiesRequired`).',
    z.strictObject({
      name: Name,
      pipelineId: Id,
      statusId: Id,
      priority: Priority.optional(),
      ownerId: Id.nullable().optional(),
      teamId: Id.nullable().optional(),
      contactIds: z.array(Id).max(50).optional(),
      companyId: Id.nullable().optional(),
      linkedIds: z.array(Id).max(50).optional(),
      tags: Tags.optional(),
      properties: PropertyChanges.optional(),
    }),
    z.object({ ticketId: Id, number: z.int() }),
  ),
  'ticket.update': command(
    'Change name, priority or tags.',
    z.strictObject({ ticketId: Id, name: Name.optional(), priority: Priority.optional(), tags: Tags.optional() }),
    Changed,
  ),
  'ticket.setStatus': command(
    'Move a ticket to a status of its pipeline, with `properties` filled in on the way. What the status requires and the ticket lacks is refused as `propertiesRequired`, which names them in `details.properties`; what its rules forbid as `conflict` with `details.rule` (`skipping`, `goingBack`, `movers`).',
    z.strictObject({ ticketId: Id, statusId: Id, properties: PropertyChanges.optional() }),
    Changed,
  ),
  'ticket.setProperties': command(
    'Give properties a value, or with null none, by key: the built-in `name`, `description`, `priority`, `category`, `owner`, `team`, `tags` and `language`, and the ids of property.list. Text is a string, a number a number, a date `2026-03-02`, a choice its id, several a list of ids, a checkbox true or false, a person his id.',
    z.strictObject({ ticketId: Id, properties: PropertyChanges }),
    Changed,
  ),
  'ticket.setContacts': command(
    'Say who the customers of a ticket are. The first is whom an answer goes to when nobody has written yet; his company becomes the ticket’s when it has none.',
    z.strictObject({ ticketId: Id, contactIds: z.array(Id).max(50) }),
    Changed,
  ),
  'ticket.setCompany': command(
    'Say which company a ticket concerns, or none.',
    z.strictObject({ ticketId: Id, companyId: Id.nullable() }),
    Changed,
  ),
  'ticket.setLinked': command(
    'Link two tickets that belong together, or take the link away. You need to be allowed to change both.',
    z.strictObject({ ticketId: Id, otherId: Id, linked: z.boolean() }),
    Changed,
  ),
  'ticket.assign': command(
    'Give a ticket to a person or a team, or take it from them with null. What is left out stays.',
    z.strictObject({ ticketId: Id, ownerId: Id.nullable().optional(), teamId: Id.nullable().optional() }),
    Changed,
  ),
  'ticket.letIn': command(
    'Show a ticket you may change to a colleague, whatever his reach: as a guest he sees it and comments on it.',
    z.strictObject({ ticketId: Id, memberId: Id }),
    Changed,
  ),
  'ticket.letOut': command(
    'A guest of a ticket is its guest no more; what else he may see it by stays.',
    z.strictObject({ ticketId: Id, memberId: Id }),
    Changed,
  ),
  'ticket.snooze': command(
    'Lay a ticket aside until a time, or with null until the customer writes. A customer who writes wakes it in any case.',
    z.strictObject({ ticketId: Id, until: Moment.nullable() }),
    Changed,
  ),
  'ticket.unsnooze': command('Wake a ticket that lies aside.', z.strictObject({ ticketId: Id }), Changed),
  'ticket.markSpam': command(
    'Put a ticket away as spam; it is purged after 90 days.',
    z.strictObject({ ticketId: Id }),
    Changed,
  ),
  'ticket.unmarkSpam': command('It was no spam: put it back.', z.strictObject({ ticketId: Id }), Changed),
  'ticket.move': command(
    'To another pipeline, to a status of it, or to another team. Without a status it goes to the one of the same name, or else to the first of the same state. The rules of ticket.setStatus hold, with `properties` as there.',
    z.strictObject({
      ticketId: Id,
      pipelineId: Id.optional(),
      statusId: Id.optional(),
      teamId: Id.nullable().optional(),
      properties: PropertyChanges.optional(),
    }),
    Changed,
  ),
  'ticket.merge': command(
    'Merge a ticket into another, which keeps its number, name, status, owner and team. Messages and comments, customers, tags, links and follows come along; the merged ticket’s id and number lead to the other from now on, and later mails to it land there. Takes the right to edit both.',
    z.strictObject({ ticketId: Id, intoId: Id }),
    z.object({ ticketId: Id, number: z.int(), version: z.int() }),
  ),
  'ticket.unmerge': command(
    'Undo a merge, by the id of the ticket that was merged into another: both are as they were, with what has come to each since.',
    z.strictObject({ ticketId: Id }),
    z.object({ ticketId: Id, number: z.int(), fromId: Id }),
  ),
  'ticket.split': command(
    'Put messages of a ticket into a new one, linked with it, in the same pipeline and with the same owner and team. Later answers to them follow.',
    z.strictObject({ ticketId: Id, messageIds: z.array(ClientId).min(1).max(200), name: Name }),
    z.object({ ticketId: Id, number: z.int() }),
  ),
  'ticket.trash': command(
    'Put a ticket into the trash, from where it can be had again for 30 days.',
    z.strictObject({ ticketId: Id }),
    Changed,
  ),
  'ticket.restore': command('Take a ticket out of the trash.', z.strictObject({ ticketId: Id }), Changed),
  'ticket.purge': command(
    'Delete for good what lies in the trash or in spam, with all that was said in it; there is no way back.',
    z.strictObject({ ticketId: Id }),
    z.object({}),
  ),
  'ticket.follow': command('Follow a ticket: it is in your view Following.', z.strictObject({ ticketId: Id }), Marked),
  'ticket.unfollow': command('Follow a ticket no longer.', z.strictObject({ ticketId: Id }), Marked),
  'ticket.markRead': command(
    "You have read the customers' messages up to this place in the log; without one, all there are.",
    z.strictObject({ ticketId: Id, seq: z.int().min(0).optional() }),
    Marked,
  ),
  'ticket.markUnread': command(
    "The customer's last message is new to you again.",
    z.strictObject({ ticketId: Id }),
    Marked,
  ),
};

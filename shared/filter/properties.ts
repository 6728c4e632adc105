import type { TicketView } from '../entities.ts';
import type { Id } from '../ids.ts';
import type { Property } from './language.ts';

/** What of the asker a filter can depend on. */
export interface Asker {
  id: Id;
  /** Main and extra teams. */
  teamIds: readonly Id[];
  /** In ms. */
  now: number;
  follows(ticketId: Id): boolean;
  isUnread(ticket: Pick<TicketView, 'id' | 'lastInSeq'>): boolean;
  hasDraft(ticketId: Id): boolean;
}

type Read = (ticket: TicketView, asker: Asker) => string | number | boolean | null | readonly string[];

/** A property with where it is read: on a screen by `read`, in the store at `path`. */
export interface Known extends Property {
  read: Read;
  /** Null: the store has no field for it, it is the asker's own. */
  path: string | null;
}

export const phases = ['open', 'waiting', 'closed', 'snoozed', 'spam', 'trash'];
const none = ['none'] as const;

const known: Known[] = [
  { id: 'name', kind: 'text', read: (ticket) => ticket.name, path: 'name' },
  { id: 'status', kind: 'choice', read: (ticket) => ticket.statusId, path: 'statusId' },
  { id: 'state', kind: 'choice', values: phases, read: (ticket) => ticket.phase, path: 'phase' },
  { id: 'pipeline', kind: 'choice', read: (ticket) => ticket.pipelineId, path: 'pipelineId' },
  {
    id: 'priority',
    kind: 'choice',
    values: ['low', 'normal', 'high'],
    read: (ticket) => ticket.priority,
    path: 'priority',
  },
  { id: 'owner', kind: 'choice', words: ['me', 'none'], read: (ticket) => ticket.ownerId, path: 'ownerId' },
  { id: 'team', kind: 'choice', words: ['mine', 'none'], read: (ticket) => ticket.teamId, path: 'teamId' },
  { id: 'contact', kind: 'choices', read: (ticket) => ticket.contactIds, path: 'contactIds' },
  { id: 'company', kind: 'choice', words: none, read: (ticket) => ticket.companyId, path: 'companyId' },
  { id: 'tags', kind: 'choices', read: (ticket) => ticket.tags, path: 'tags' },
  {
    id: 'source',
    kind: 'choice',
    values: ['email', 'manual', 'api'],
    read: (ticket) => ticket.source,
    path: 'source',
  },
  { id: 'number', kind: 'number', read: (ticket) => ticket.number, path: 'number' },
  { id: 'created', kind: 'date', read: (ticket) => ticket.createdAt, path: 'createdAt' },
  { id: 'activity', kind: 'date', read: (ticket) => ticket.activityAt, path: 'activityAt' },
  { id: 'closed', kind: 'date', read: (ticket) => ticket.closedAt, path: 'closedAt' },
  {
    id: 'lastMessage',
    kind: 'choice',
    values: ['in', 'out'],
    words: none,
    read: (ticket) => ticket.lastMessage?.direction ?? null,
    path: 'lastMessage.direction',
  },
  { id: 'unread', kind: 'yes', read: (ticket, asker) => asker.isUnread(ticket), path: null },
  { id: 'following', kind: 'yes', read: (ticket, asker) => asker.follows(ticket.id), path: null },
  { id: 'draft', kind: 'yes', read: (ticket, asker) => asker.hasDraft(ticket.id), path: null },
];

const byId = new Map(known.map((property) => [property.id, property]));

/** In the order in which a picker offers them. */
export const filterProperties: readonly Known[] = known;
export const propertyNamed = (id: string): Known | undefined => byId.get(id);

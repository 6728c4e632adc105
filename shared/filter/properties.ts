import type { TicketView } from '../entities.ts';
import type { Id } from '../ids.ts';
import { type Kind as Look, type Property as Own, propertiesOf, valueIn } from '../properties.ts';
import type { PropertyOption, PropertyView } from '../propertyKinds.ts';
import type { Kind, Property } from './language.ts';

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
  /** The properties there are where he is. */
  find: Find;
}

type Read = (ticket: TicketView, asker: Asker) => string | number | boolean | null | readonly string[];

/** A property with where it is read: on a screen by `read`, in the store at `path`. */
export interface Known extends Property {
  read: Read;
  /** Null: the store has no field for it, it is the asker's own. */
  path: string | null;
  /** How its values look and are picked; null for what only a filter asks for. */
  look: Look | null;
  /** Of one of the workspace's own; of the others the catalogue knows the name. */
  name: string | null;
  options: readonly PropertyOption[];
  /** Has been deleted: what tickets kept of it still counts, and nobody is offered it any more. */
  gone?: true;
}

export type Find = (id: string) => Known | undefined;

export const phases = ['open', 'waiting', 'closed', 'snoozed', 'spam', 'trash'];

const kinds: Record<Exclude<Look, 'fixed'>, Kind> = {
  text: 'text',
  number: 'number',
  date: 'day',
  choice: 'choice',
  multiChoice: 'choices',
  checkbox: 'yes',
  person: 'choice',
  pipeline: 'choice',
  status: 'choice',
  team: 'choice',
  contacts: 'choices',
  company: 'choice',
  tags: 'choices',
  moment: 'date',
};

const words: Partial<Record<Look, Property['words']>> = {
  person: ['me', 'none'],
  team: ['mine', 'none'],
  company: ['none'],
};

/** Where the store keeps what every ticket has. */
const paths: Record<string, string> = {
  name: 'name',
  pipeline: 'pipelineId',
  status: 'statusId',
  priority: 'priority',
  source: 'source',
  owner: 'ownerId',
  team: 'teamId',
  contacts: 'contactIds',
  company: 'companyId',
  tags: 'tags',
  created: 'createdAt',
  closed: 'closedAt',
  firstReply: 'firstReplyAt',
  lastReply: 'lastReplyAt',
  activity: 'activityAt',
};

/** Filters say `contact`, as each condition names one at least. */
const idOf = (key: string) => (key === 'contacts' ? 'contact' : key);

function filtered({ key, kind, name, options, inMap }: Own): Known {
  const asked = words[kind];
  const few = (kind === 'choice' || kind === 'multiChoice') && (inMap || options.length > 0);
  return {
    id: idOf(key),
    kind: kinds[kind as Exclude<Look, 'fixed'>],
    ...(asked ? { words: asked } : {}),
    ...(few ? { values: options.map(({ id }) => id) } : {}),
    read: kind === 'checkbox' ? (ticket) => valueIn(ticket, key) === true : (ticket) => valueIn(ticket, key),
    path: paths[key] ?? `properties.${key}`,
    look: kind,
    name,
    options,
  };
}

const onlyAsked = (of: Omit<Known, 'look' | 'name' | 'options'>): Known => ({
  ...of,
  look: null,
  name: null,
  options: [],
});

/** What no column shows and no form asks for. */
const besides: Known[] = [
  onlyAsked({ id: 'state', kind: 'choice', values: phases, read: (ticket) => ticket.phase, path: 'phase' }),
  onlyAsked({ id: 'number', kind: 'number', read: (ticket) => ticket.number, path: 'number' }),
  onlyAsked({
    id: 'lastMessage',
    kind: 'choice',
    values: ['in', 'out'],
    words: ['none'],
    read: (ticket) => ticket.lastMessage?.direction ?? null,
    path: 'lastMessage.direction',
  }),
  onlyAsked({ id: 'unread', kind: 'yes', read: (ticket, asker) => asker.isUnread(ticket), path: null }),
  onlyAsked({ id: 'following', kind: 'yes', read: (ticket, asker) => asker.follows(ticket.id), path: null }),
  onlyAsked({ id: 'draft', kind: 'yes', read: (ticket, asker) => asker.hasDraft(ticket.id), path: null }),
];

const stated = (all: readonly Known[]): readonly Known[] => [...all, ...besides];

/** What there is everywhere, in the order in which a picker offers it. The choices of `category` are a workspace's own. */
export const filterProperties = stated(propertiesOf([]).map(filtered));
const byId = new Map(filterProperties.map((property) => [property.id, property]));

/** Whether a workspace has to be asked before it is known what this means. */
export const isOwn = (id: string): boolean => id === 'category' || !byId.has(id);

type Definitions = Readonly<Record<string, PropertyView>> | readonly PropertyView[];

/** All that a filter of this workspace can ask for, in the order in which a picker offers it. */
export const filterPropertiesOf = (own: Definitions): readonly Known[] => stated(propertiesOf(own).map(filtered));

/** Finds a property of a workspace, a deleted one too. */
export function finderOf(own: Definitions): Find {
  const all = (Array.isArray(own) ? own : Object.values(own)) as PropertyView[];
  const gone = all
    .filter(({ preset, deleted }) => !preset && deleted)
    .map(({ id, name, kind, options }): Known => {
      const was = filtered({ key: id, kind, name, options, inMap: true, settable: false });
      return { ...was, gone: true };
    });
  const found = new Map([...filterPropertiesOf(all), ...gone].map((property) => [property.id, property]));
  return (id) => found.get(id);
}

import type { TicketView } from './entities.ts';
import type {
  FormField,
  FormView,
  PropertyKind,
  PropertyOption,
  PropertyValue,
  PropertyView,
} from './propertyKinds.ts';

/** How a property's values look. Beyond a workspace's own kinds: what every ticket has by nature. */
export type Kind = PropertyKind | 'pipeline' | 'status' | 'team' | 'contacts' | 'company' | 'tags' | 'moment' | 'fixed';

/** One property of a ticket, whoever brought it along. */
export interface Property {
  /** What a filter, a column, a form and a status rule call it. */
  key: string;
  kind: Kind;
  /** Of one of the workspace's own; of the others the catalogue knows the name, as `property.<key>`. */
  name: string | null;
  /** For `choice` and `multiChoice`. Of `priority`, `source` and `language` the ids are words that the catalogue knows. */
  options: readonly PropertyOption[];
  /** Lives in the ticket's `properties`, by its key. */
  inMap: boolean;
  /** Can be given when a ticket is made, asked for by a status, and changed by ticket.setProperties. */
  settable: boolean;
}

const words = (...ids: string[]): PropertyOption[] => ids.map((id) => ({ id, name: id }));

/** What tickets can be written in: ISO 639-1, by how many people write it to shops. */
export const ticketLanguages = [
  ...['en', 'zh', 'es', 'de', 'fr', 'ja', 'ko', 'pt', 'it', 'nl', 'pl', 'ru', 'uk', 'tr', 'ar', 'hi', 'id', 'vi', 'th'],
  ...['sv', 'da', 'no', 'fi', 'cs', 'sk', 'hu', 'ro', 'bg', 'el', 'he', 'hr', 'sr', 'sl', 'et', 'lv', 'lt', 'ms', 'fa'],
];

const builtIn = (
  key: string,
  kind: Kind,
  more: Partial<Pick<Property, 'options' | 'inMap' | 'settable'>> = {},
): Property => ({ key, kind, name: null, options: [], inMap: false, settable: false, ...more });

/** What every ticket has. `category` takes its choices from the workspace. */
const builtIns: readonly Property[] = [
  builtIn('name', 'text', { settable: true }),
  builtIn('description', 'text', { inMap: true, settable: true }),
  builtIn('pipeline', 'pipeline'),
  builtIn('status', 'status'),
  builtIn('priority', 'choice', { options: words('low', 'normal', 'high'), settable: true }),
  builtIn('category', 'choice', { inMap: true, settable: true }),
  builtIn('source', 'choice', { options: words('email', 'manual', 'api') }),
  builtIn('owner', 'person', { settable: true }),
  builtIn('team', 'team', { settable: true }),
  builtIn('contacts', 'contacts'),
  builtIn('company', 'company'),
  builtIn('tags', 'tags', { settable: true }),
  builtIn('language', 'choice', { options: words(...ticketLanguages), inMap: true, settable: true }),
  builtIn('created', 'moment'),
  builtIn('closed', 'moment'),
  builtIn('firstReply', 'moment'),
  builtIn('lastReply', 'moment'),
  builtIn('activity', 'moment'),
];

export const builtInKeys: readonly string[] = builtIns.map(({ key }) => key);

/** Every property of a workspace's tickets: the built-in ones, then its own in the order they were made. */
export function propertiesOf(own: Readonly<Record<string, PropertyView>> | readonly PropertyView[]): Property[] {
  const all = (Array.isArray(own) ? [...own] : Object.values(own)) as PropertyView[];
  const category = all.find(({ preset }) => preset === 'category');
  const made = all
    .filter(({ preset, deleted }) => !preset && !deleted)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, kind, options }): Property => ({ key: id, kind, name, options, inMap: true, settable: true }));
  return [
    ...builtIns.map((one) => (one.key === 'category' ? { ...one, options: category?.options ?? [] } : one)),
    ...made,
  ];
}

type Read = Pick<TicketView, 'properties'> & TicketView;

const natural: Record<string, (ticket: TicketView) => PropertyValue | null> = {
  name: ({ name }) => name,
  pipeline: ({ pipelineId }) => pipelineId,
  status: ({ statusId }) => statusId,
  priority: ({ priority }) => priority,
  source: ({ source }) => source,
  owner: ({ ownerId }) => ownerId,
  team: ({ teamId }) => teamId,
  contacts: ({ contactIds }) => contactIds,
  company: ({ companyId }) => companyId,
  tags: ({ tags }) => tags,
  created: ({ createdAt }) => createdAt,
  closed: ({ closedAt }) => closedAt,
  firstReply: ({ firstReplyAt }) => firstReplyAt ?? null,
  lastReply: ({ lastReplyAt }) => lastReplyAt ?? null,
  activity: ({ activityAt }) => activityAt,
};

/** A ticket's value of a property, null for none. Moments are ISO 8601, things are ids. */
export const valueIn = (ticket: Read, key: string): PropertyValue | null =>
  Object.hasOwn(natural, key) ? (natural[key]?.(ticket) ?? null) : (ticket.properties?.[key] ?? null);

/** A checkbox that is not ticked, an empty text and an empty list are no values. */
export const isEmpty = (value: PropertyValue | null | undefined): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** Those of these that have no value. */
export const missingOf = (keys: readonly string[], read: (key: string) => PropertyValue | null | undefined): string[] =>
  keys.filter((key) => isEmpty(read(key)));

/** What a form has to have: without them there is no ticket. product: T4. */
export const formBasics: readonly string[] = ['name', 'pipeline', 'status'];

/** What a form may have. */
export const formKeys = (all: readonly Property[]): string[] =>
  all
    .filter(({ key, settable }) => settable || formBasics.includes(key) || key === 'company' || key === 'contacts')
    .map(({ key }) => key);

/** The form as it comes. */
export const firstForm: FormView = {
  version: 0,
  fields: ['name', 'pipeline', 'status', 'company', 'contacts', 'owner', 'team', 'priority'].map((property) =>
    formBasics.includes(property) ? { property, required: true } : { property },
  ),
};

/** Its lines that are to be seen with what has been filled in so far; a line under a hidden one is hidden. product: T5. */
export function shownFields(
  form: Pick<FormView, 'fields'>,
  read: (key: string) => PropertyValue | null | undefined,
): FormField[] {
  const shown: FormField[] = [];
  for (const field of form.fields) {
    const { when } = field;
    const asked = when ? form.fields.some(({ property }) => property === when.property) : false;
    const visible = when && asked ? shown.some(({ property }) => property === when.property) : true;
    if (!when || (visible && holds(read(when.property), when.values))) shown.push(field);
  }
  return shown;
}

function holds(value: PropertyValue | null | undefined, values: readonly string[]): boolean {
  if (isEmpty(value)) return false;
  if (values.length === 0) return true;
  return Array.isArray(value) ? value.some((one) => values.includes(one)) : values.includes(String(value));
}

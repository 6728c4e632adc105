import { choicesOf, datesOf, textPattern } from '../../shared/filter/fits.ts';
import {
  type Condition,
  conditionsIn,
  daysOf,
  type Filter,
  isGroup,
  mustHold,
  partsOf,
} from '../../shared/filter/language.ts';
import type { Asker, Known } from '../../shared/filter/properties.ts';
import type { Id } from '../../shared/ids.ts';
import { op } from '../storage/model.ts';

type Query = Record<string, unknown>;

/** What a query knows of the asker: the tickets he has a draft for, and those he follows, unless they are too many to name. */
export type QueryAsker = Pick<Asker, 'id' | 'teamIds' | 'now' | 'find'> & {
  draftIds: readonly Id[];
  followedIds: readonly Id[] | null;
};

const everything: Query = {};

/** What only the asker's marks know: the query lets it pass, and the rows are looked at one by one. */
export const leavesRest = (filter: Filter, asker: QueryAsker): boolean =>
  conditionsIn(filter).some(
    ({ property }) => property === 'unread' || (property === 'following' && asker.followedIds === null),
  );

/** The tickets that the asker's own property names. */
const namedBy = (property: string, { draftIds, followedIds }: QueryAsker) =>
  property === 'draft' ? draftIds : property === 'following' ? followedIds : null;

/** A property of the map has no empty lists and no unticked boxes: what has no value is not in it. */
const inMap = (path: string) => path.startsWith('properties.');

function dayQuery(path: string, condition: Condition, now: number): Query {
  const { from, to } = daysOf(condition, now);
  return { [path]: op({ ...(from === null ? {} : { $gte: from }), ...(to === null ? {} : { $lte: to }) }) };
}

function fieldQuery({ path, kind, words }: Known & { path: string }, condition: Condition, asker: QueryAsker): Query {
  const { op: operator, value } = condition;
  const none = kind === 'choices' && !inMap(path) ? { $size: 0 } : { $in: kind === 'text' ? [null, ''] : [null] };
  if (kind === 'yes') return { [path]: value === true ? true : op({ $ne: true }) };
  const date = (at: number | undefined) => (at === undefined ? undefined : new Date(at));
  switch (operator) {
    case 'empty':
      return { [path]: op(none) };
    case 'notEmpty':
      return { [path]: op({ $not: op(none) }) };
    case 'anyOf':
      return { [path]: op({ $in: choicesOf(value as string[], words, asker) }) };
    case 'noneOf':
      return { [path]: op({ $nin: choicesOf(value as string[], words, asker) }) };
    case 'allOf':
      return { [path]: op({ $all: choicesOf(value as string[], words, asker) }) };
    case 'contains':
      return { [path]: op({ $regex: textPattern(String(value), false), $options: 'i' }) };
    case 'notContains':
      return { [path]: op({ $not: op({ $regex: textPattern(String(value), false), $options: 'i' }) }) };
    case 'is':
      if (kind === 'number' || kind === 'day') return { [path]: value };
      return { [path]: op({ $regex: textPattern(String(value), true), $options: 'i' }) };
    case 'isNot':
      if (kind === 'number' || kind === 'day') return { [path]: op({ $ne: value }) };
      return { [path]: op({ $not: op({ $regex: textPattern(String(value), true), $options: 'i' }) }) };
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { [path]: op({ [`$${operator}`]: value }) };
    case 'next':
      return dayQuery(path, condition, asker.now);
    case 'last':
    case 'after':
      if (kind === 'day') return dayQuery(path, condition, asker.now);
      return { [path]: op({ $gte: date(datesOf(condition, asker.now).from) }) };
    case 'notLast':
    case 'before':
      if (kind === 'day') return dayQuery(path, condition, asker.now);
      return { [path]: op({ $lt: date(datesOf(condition, asker.now).before) }) };
  }
}

function conditionQuery(condition: Condition, asker: QueryAsker): Query {
  const property = asker.find(condition.property);
  if (property?.path) return fieldQuery({ ...property, path: property.path }, condition, asker);
  const ids = namedBy(condition.property, asker);
  return ids ? { _id: op({ [condition.value ? '$in' : '$nin']: ids }) } : everything;
}

/** The filter as a query. With `leavesRest` it finds more than the filter means. */
export function queryOf(filter: Filter, asker: QueryAsker): Query {
  if (!isGroup(filter)) return conditionQuery(filter, asker);
  const parts = partsOf(filter).map((part) => queryOf(part, asker));
  if (parts.length === 0) return everything;
  return op({ ['and' in filter ? '$and' : '$or']: parts });
}

/** Of each indexed field what must hold of it at least: where to begin looking. */
export interface Guide {
  phases?: string[];
  statusIds?: string[];
  priorities?: string[];
  sources?: string[];
  contactIds?: string[];
  companyIds?: string[];
  numbers?: number[];
  ticketIds?: readonly Id[];
  owners?: (Id | null)[];
  teams?: (Id | null)[];
  activeFrom?: Date;
}

/** A ticket has been active no earlier than it was made, so what is new has been active since. */
const activeSince = ['created', 'activity'];
const lists = {
  state: 'phases',
  status: 'statusIds',
  priority: 'priorities',
  source: 'sources',
  contact: 'contactIds',
  company: 'companyIds',
  owner: 'owners',
  team: 'teams',
} as const;

export function guideOf(filter: Filter, asker: QueryAsker): Guide {
  const guide: Guide & Record<string, unknown> = {};
  for (const condition of mustHold(filter)) {
    const { property, op: operator, value } = condition;
    const list = lists[property as keyof typeof lists];
    if (list && operator === 'anyOf') {
      const wanted = choicesOf(value as string[], asker.find(property)?.words, asker);
      const before = guide[list] as unknown[] | undefined;
      guide[list as string] =
        before && property !== 'contact' ? before.filter((one) => wanted.includes(one as string)) : wanted;
    }
    if (property === 'number' && operator === 'is') guide.numbers = [Number(value)];
    const ids = namedBy(property, asker);
    if (ids && value === true) guide.ticketIds = ids;
    if (activeSince.includes(property) && (operator === 'last' || operator === 'after')) {
      const from = datesOf(condition, asker.now).from ?? 0;
      if (from > (guide.activeFrom?.getTime() ?? Number.NEGATIVE_INFINITY)) guide.activeFrom = new Date(from);
    }
  }
  return guide;
}

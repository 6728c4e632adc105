import type { BulkChange, BulkView } from '../../shared/bulk.ts';
import type { Id } from '../../shared/ids.ts';
import type { Ticket } from '../tickets/model.ts';

/** A change of many tickets, asked for by one member. */
export interface Bulk {
  _id: Id;
  workspaceId: Id;
  memberId: Id;
  /** Null: it puts back what `undoes` did. */
  change: BulkChange | null;
  undoes: Id | null;
  undoneBy: Id | null;
  state: BulkView['state'];
  total: number;
  pages: number;
  /** The page that is next. Raised in the transaction that does the page, so none is done twice. */
  next: number;
  done: number;
  same?: number;
  /** May not be changed by who asked, or are gone. */
  passedOver: number;
  /** Would have been changed, but something about them forbids it. */
  refused: number;
  /** Refused because their status wants properties. */
  lacking: BulkView['lacking'];
  reasons?: BulkView['reasons'];
  refusals?: BulkView['refusals'];
  createdAt: Date;
  endedAt: Date | null;
  version: number;
}

/** What of a ticket a bulk change may change. */
export const fields = [
  'name',
  'ownerId',
  'teamId',
  'pipelineId',
  'statusId',
  'state',
  'closedAt',
  'priority',
  'tags',
  'snooze',
  'spamAt',
  'trashedAt',
  'properties',
] as const;
export type Fields = Pick<Ticket, (typeof fields)[number]>;

/** What became of one ticket: the fields that differ, before and after. */
export interface Was {
  ticketId: Id;
  before: Partial<Fields>;
  after: Partial<Fields>;
  /** It was merged into another. */
  merged?: true;
}

/** A hundred tickets of a bulk change: one transaction. */
export interface BulkPage {
  _id: string;
  workspaceId: Id;
  bulkId: Id;
  n: number;
  ticketIds: Id[];
  was: Was[];
  createdAt: Date;
}

/** design: at most 100 tickets a transaction. Whole conversations move when tickets are merged. */
const pageLength = 100;
const mergesAtOnce = 10;

/** The tickets of a change, in pages. Nothing is merged with itself. */
export function inPages(ids: Iterable<Id>, change: BulkChange): Id[][] {
  const isMerge = 'mergeInto' in change;
  const each = [...new Set(ids)].filter((id) => !isMerge || id !== change.mergeInto);
  const length = isMerge ? mergesAtOnce : pageLength;
  return Array.from({ length: Math.ceil(each.length / length) }, (_, n) => each.slice(n * length, (n + 1) * length));
}

export const pageKey = (bulkId: Id, n: number) => `${bulkId}:${String(n).padStart(4, '0')}`;

export const isOver = ({ state }: Pick<Bulk, 'state'>): boolean => state !== 'running';

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

type Values = NonNullable<Ticket['properties']>;

/** Of each map the keys in which they differ. */
function valuesApart(one: Values = {}, other: Values = {}): [Values, Values] {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !same(one[key], other[key]));
  const pick = (values: Values) => Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
  return [pick(one), pick(other)];
}

/** What a change did to a ticket; null when it did nothing. */
export function wasOf(before: Ticket, after: Ticket): Was | null {
  const differing = fields.filter((field) => !same(before[field], after[field]));
  if (differing.length === 0) return null;
  const [had, has] = valuesApart(before.properties, after.properties);
  const pick = (ticket: Ticket, properties: Values) =>
    Object.fromEntries(differing.map((field) => [field, field === 'properties' ? properties : ticket[field]]));
  return { ticketId: before._id, before: pick(before, had), after: pick(after, has) };
}

/** Tags that a colleague has given or taken since stay as he left them; ours alone go back. */
function tagsBack(now: readonly string[], before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  return [...now.filter((tag) => !added.includes(tag)), ...removed.filter((tag) => !now.includes(tag))];
}

/** Each property by itself: back to what it was, unless somebody has given it another value since. */
function valuesBack(now: Values, before: Values, after: Values): Values {
  const ours = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) =>
    same(now[key], after[key]),
  );
  const others = Object.entries(now).filter(([key]) => !ours.includes(key));
  const back = Object.entries(before).filter(([key]) => ours.includes(key));
  return Object.fromEntries([...others, ...back]);
}

const statusFields = ['pipelineId', 'statusId', 'state', 'closedAt', 'snooze'] as const;
/** Put back part by part. */
const inParts: readonly string[] = ['tags', 'properties'];

/** The fields that may go back: those that are as the change left them. A status goes back whole or not at all. */
export function putBack(now: Ticket, { before, after }: Was): Partial<Fields> {
  const touched = 'statusId' in after && !same(now.statusId, after.statusId);
  const names = fields.filter((field) => field in before && !inParts.includes(field));
  const back = names.filter((field) => {
    if (touched && (statusFields as readonly string[]).includes(field)) return false;
    return same(now[field], after[field]);
  });
  const rest: Partial<Fields> = Object.fromEntries(back.map((field) => [field, before[field]]));
  if (before.tags && after.tags) {
    const tags = tagsBack(now.tags, before.tags, after.tags);
    if (!same(tags, now.tags)) rest.tags = tags;
  }
  if (before.properties || after.properties) {
    const values = valuesBack(now.properties ?? {}, before.properties ?? {}, after.properties ?? {});
    if (!same(values, now.properties ?? {})) rest.properties = values;
  }
  return rest;
}

export const viewOf = (bulk: Bulk): BulkView => ({
  id: bulk._id,
  change: bulk.change,
  undoes: bulk.undoes,
  undoneBy: bulk.undoneBy,
  state: bulk.state,
  total: bulk.total,
  done: bulk.done,
  same: bulk.same ?? 0,
  passedOver: bulk.passedOver,
  refused: bulk.refused,
  lacking: bulk.lacking,
  reasons: bulk.reasons ?? {},
  refusals: bulk.refusals ?? [],
  createdAt: bulk.createdAt.toISOString(),
  version: bulk.version,
});

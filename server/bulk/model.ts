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
  /** May not be changed by who asked, or are gone. */
  passedOver: number;
  /** Would have been changed, but something about them forbids it. */
  refused: number;
  /** Refused because their status wants properties. */
  lacking: BulkView['lacking'];
  createdAt: Date;
  endedAt: Date | null;
  version: number;
}

/** What of a ticket a bulk change may change. */
export const fields = [
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
] as const;
export type Fields = Pick<Ticket, (typeof fields)[number]>;

/** What became of one ticket: the fields that differ, before and after. */
export interface Was {
  ticketId: Id;
  before: Partial<Fields>;
  after: Partial<Fields>;
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

/** design: at most 100 tickets a transaction. */
export const pageLength = 100;

export const pageKey = (bulkId: Id, n: number) => `${bulkId}:${String(n).padStart(4, '0')}`;

export const isOver = ({ state }: Pick<Bulk, 'state'>): boolean => state !== 'running';

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What a change did to a ticket; null when it did nothing. */
export function wasOf(before: Ticket, after: Ticket): Was | null {
  const differing = fields.filter((field) => !same(before[field], after[field]));
  if (differing.length === 0) return null;
  const pick = (ticket: Ticket) => Object.fromEntries(differing.map((field) => [field, ticket[field]]));
  return { ticketId: before._id, before: pick(before), after: pick(after) };
}

/** Tags that a colleague has given or taken since stay as he left them; ours alone go back. */
function tagsBack(now: readonly string[], before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  return [...now.filter((tag) => !added.includes(tag)), ...removed.filter((tag) => !now.includes(tag))];
}

const statusFields = ['pipelineId', 'statusId', 'state', 'closedAt', 'snooze'] as const;

/** The fields that may go back: those that are as the change left them. A status goes back whole or not at all. */
export function putBack(now: Ticket, { before, after }: Was): Partial<Fields> {
  const names = fields.filter((field) => field in before);
  const touched = 'statusId' in after && !same(now.statusId, after.statusId);
  const back = names.filter((field) => {
    if (field === 'tags') return false;
    if (touched && (statusFields as readonly string[]).includes(field)) return false;
    return same(now[field], after[field]);
  });
  const rest = Object.fromEntries(back.map((field) => [field, before[field]]));
  if (!before.tags || !after.tags) return rest;
  const tags = tagsBack(now.tags, before.tags, after.tags);
  return same(tags, now.tags) ? rest : { ...rest, tags };
}

export const viewOf = (bulk: Bulk): BulkView => ({
  id: bulk._id,
  change: bulk.change,
  undoes: bulk.undoes,
  undoneBy: bulk.undoneBy,
  state: bulk.state,
  total: bulk.total,
  done: bulk.done,
  passedOver: bulk.passedOver,
  refused: bulk.refused,
  lacking: bulk.lacking,
  createdAt: bulk.createdAt.toISOString(),
  version: bulk.version,
});

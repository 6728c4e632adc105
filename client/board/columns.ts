import type { PipelineView, StatusView } from '../../shared/entities.ts';
import type { Condition, Filter } from '../../shared/filter/language.ts';
import { type ViewId, viewRules } from '../../shared/views.ts';
import type { ListOf } from '../tickets/list.ts';

/** Lists of what was put away: nothing but that is on their board. */
const away: readonly string[] = ['snoozed', 'spam', 'trash'];

/** What has been closed within a day, and what is just being closed and does not say when yet. */
const closedToday: Filter = {
  or: [
    { property: 'closed', op: 'last', value: { n: 1, unit: 'day' } },
    { property: 'closed', op: 'empty' },
  ],
};

/** Whose tickets a view is of, in whatever status. */
function ownOf(view: ViewId): Condition[] {
  const { owner, team, followed } = viewRules[view];
  const own: Condition[] = [];
  if (owner) own.push({ property: 'owner', op: 'anyOf', value: [owner] });
  if (team) own.push({ property: 'team', op: 'anyOf', value: [team] });
  if (followed) own.push({ property: 'following', op: 'is', value: true });
  return own;
}

/**
 * A column: the view's tickets in this status. Statuses that are beyond the view have a column as well, since tickets are
 * moved there: the same person's or team's; of the closed ones those of the last day.
 */
export function columnOf({ view, where }: ListOf, status: StatusView): ListOf {
  const also = where ? [where] : [];
  const inStatus: Condition = { property: 'status', op: 'anyOf', value: [status.id] };
  if (view === null || away.includes(view) || viewRules[view].phases.includes(status.state)) {
    return { view, where: { and: [...also, inStatus] } };
  }
  const here: Condition = { property: 'state', op: 'anyOf', value: [status.state] };
  const since = isOfToday(view, status) ? [closedToday] : [];
  return { view: null, where: { and: [...also, ...ownOf(view), inStatus, here, ...since] } };
}

/** Does a column of this view hold only what was closed within a day? */
export const isOfToday = (view: ViewId | null, { state }: StatusView): boolean =>
  view !== null && state === 'closed' && !away.includes(view) && !viewRules[view].phases.includes('closed');

export interface ColumnOf {
  status: StatusView;
  list: ListOf;
  ofToday: boolean;
}

export const columnsOf = (list: ListOf, pipeline: PipelineView): ColumnOf[] =>
  pipeline.statuses.map((status) => ({
    status,
    list: columnOf(list, status),
    ofToday: isOfToday(list.view, status),
  }));

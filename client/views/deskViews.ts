import type { Rights } from '../../shared/access.ts';
import { countOf, type State } from '../../shared/state.ts';
import { isViewId, type ViewId, viewsOf } from '../../shared/views.ts';

/** What stands at the left: views of tickets, and those that list something else. */
export type DeskView = ViewId | 'mentions' | 'drafts';

export const isDeskView = (view: unknown): view is DeskView =>
  view === 'mentions' || view === 'drafts' || isViewId(view);

/** In the order they stand in: what calls the reader by name before what he follows, his drafts before *All open*. */
export const deskViewsOf = (member: Pick<Rights, 'role'>): DeskView[] =>
  viewsOf(member).flatMap((view): DeskView[] => {
    if (view === 'following') return ['mentions', view];
    return view === 'open' ? ['drafts', view] : [view];
  });

const mentionsIn = ({ notifications }: State): number =>
  Object.values(notifications).filter(({ lane }) => lane === 'mentions').length;

export function deskCountOf(state: State, view: DeskView): number {
  if (view === 'mentions') return mentionsIn(state);
  return view === 'drafts' ? Object.keys(state.drafts).length : countOf(state, view);
}

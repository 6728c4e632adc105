import type { Rights } from '../../shared/access.ts';
import { countOf, type State } from '../../shared/state.ts';
import { isViewId, type ViewId, viewsOf } from '../../shared/views.ts';

/** What stands at the left: views of tickets, and those that list something else. */
export type DeskView = ViewId | 'drafts';

export const isDeskView = (view: unknown): view is DeskView => view === 'drafts' || isViewId(view);

/** In the order they stand in; a member's own drafts come before *All open*. */
export const deskViewsOf = (member: Pick<Rights, 'role'>): DeskView[] => {
  const views = viewsOf(member);
  const at = views.indexOf('open');
  return [...views.slice(0, at), 'drafts', ...views.slice(at)];
};

export const deskCountOf = (state: State, view: DeskView): number =>
  view === 'drafts' ? Object.keys(state.drafts).length : countOf(state, view);

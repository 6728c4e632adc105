import { useTranslation } from 'react-i18next';
import { meIn, type State } from '../../shared/state.ts';
import { perScreen } from '../connection/perScreen.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { createStore, useStore } from '../connection/store.ts';
import type { ListOf } from '../tickets/list.ts';
import { type DeskView, deskCountOf } from './deskViews.ts';
import { customIn, type PlaceView } from './place.ts';

/** How many tickets a list has: exact, or at least so many. */
export interface Counted {
  n: number;
  more: boolean;
  /** So many were looked at, and then no more. */
  slow?: { looked: number } | undefined;
}

export const countKey = ({ view, where }: ListOf): string => `${view ?? 'all'} ${JSON.stringify(where)}`;

/** What has been counted of lists with a filter; `liveCounts.ts` keeps those true that are looked at. */
export const countedOf = perScreen(() => createStore<Readonly<Record<string, Counted>>>({}));

const number = new Intl.NumberFormat('en');
export const countWord = ({ n, more }: Counted): string => `${number.format(n)}${more ? '+' : ''}`;

/** A count as it stands beside its list; empty until it is known. */
export function useCountWord(view: PlaceView, list: ListOf): string {
  const counted = useStore(countedOf(useScreen()), (all) => all[countKey(list)]);
  const known = useShown((state) => (list.where === null && !isCustomPlace(view) ? deskCountOf(state, view) : null));
  return known === null ? (counted ? countWord(counted) : '') : number.format(known);
}

const isCustomPlace = (view: PlaceView): view is Exclude<PlaceView, DeskView> => customIn(view) !== null;

/** What a place is called, in the reader's language or as its owner has named it. */
export function useViewName(view: PlaceView): string {
  const { t } = useTranslation();
  const name = useShown((state) => state.views[customIn(view) ?? '']?.name ?? '');
  return isCustomPlace(view) ? name : t(`view.${view}`);
}

/** May the reader be there? What was deleted or is shared with him no longer is no place. */
export const isOpenTo = (state: State, view: PlaceView, views: readonly DeskView[]): boolean =>
  isCustomPlace(view)
    ? meIn(state).role !== 'collaborator' && (customIn(view) ?? '') in state.views
    : views.includes(view);

import { useMemo } from 'react';
import type { CustomView } from '../../shared/contract/views.ts';
import { perScreen } from '../connection/perScreen.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { createStore, useStore } from '../connection/store.ts';

function storedUnder(key: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** The order in which this person has put his views, by id; on this device. */
const orderOf = perScreen((screen) => {
  const key = `baton.viewOrder.${screen.owner}`;
  const store = createStore(storedUnder(key));
  store.subscribe(() => localStorage.setItem(key, JSON.stringify(store.get())));
  return store;
});

function sorted(views: readonly CustomView[], order: readonly string[]): CustomView[] {
  const placeOf = ({ id }: CustomView) => (order.includes(id) ? order.indexOf(id) : order.length);
  return views.toSorted((a, b) => placeOf(a) - placeOf(b) || a.name.localeCompare(b.name));
}

/** The custom views open to the reader, as he has ordered them, the others by name. */
export function useOwnViews(): readonly CustomView[] {
  const views = useShown((state) => state.views);
  const order = useStore(orderOf(useScreen()), (value) => value);
  return useMemo(() => sorted(Object.values(views), order), [views, order]);
}

/** Moves a view up or down among those that are shown. */
export function useMoveView(): (id: string, step: 1 | -1) => void {
  const store = orderOf(useScreen());
  const views = useOwnViews();
  return (id, step) => {
    const ids = views.map((view) => view.id);
    const at = ids.indexOf(id);
    const to = at + step;
    if (at < 0 || to < 0 || to >= ids.length) return;
    ids.splice(at, 1);
    ids.splice(to, 0, id);
    store.set(() => ids);
  };
}

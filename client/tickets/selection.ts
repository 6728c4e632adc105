import type { TicketFilter } from '../../shared/contract/tickets.ts';
import { perScreen } from '../connection/perScreen.ts';
import { useScreen } from '../connection/screenContext.ts';
import { createStore, type Store, useStore } from '../connection/store.ts';
import { filterOf } from './asking.ts';
import { chosenIn, nothing, reached, type Selection, shown, toggled, toggledShown, without } from './selecting.ts';

/** What of the list on the screen is chosen, for the rows that show it and for what is done with it. */
export interface SelectionHere {
  store: Store<Selection>;
  /** The list says which rows it has. */
  show(of: Selection['of'], listed: readonly string[]): void;
  toggle(id: string, range: boolean): void;
  toggleShown(): void;
  /** Everything the list matches, also what has not been read. */
  chooseAll(): void;
  clear(): void;
}

export const selectionOf = perScreen((screen): SelectionHere => {
  const store = createStore(nothing);
  screen.store.subscribe(() => {
    const { known } = screen.store.get();
    if (known && store.get().chosen.size > 0) store.set((now) => without(now, (id) => id in known.lost));
  });
  return {
    store,
    show: (of, listed) => store.set((now) => shown(now, of, listed)),
    toggle: (id, range) => store.set((now) => (range ? reached(now, id) : toggled(now, id))),
    toggleShown: () => store.set(toggledShown),
    chooseAll: () => store.set((now) => ({ ...now, all: true, anchor: null })),
    clear: () => store.set((now) => ({ ...now, chosen: new Set(), all: false, anchor: null })),
  };
});

/**
 * What is chosen now: `ids` are the rows that are in the list, in its order; `all` means more than those, everything that
 * `filter` finds.
 */
export function useSelection(): SelectionHere & { ids: readonly string[]; all: boolean; filter: TicketFilter } {
  const here = selectionOf(useScreen());
  const now = useStore(here.store, (selection) => selection);
  return { ...here, ids: chosenIn(now), all: now.all, filter: filterOf(now.of.list) };
}

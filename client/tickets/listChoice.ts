import { useMemo } from 'react';
import { isViewId } from '../../shared/views.ts';
import { perScreen } from '../connection/perScreen.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { createStore, useStore } from '../connection/store.ts';
import { customIn, type PlaceView } from '../views/place.ts';
import type { ListOf } from './list.ts';
import { type Choice, storeChoice, storedChoice } from './storedChoice.ts';

const plain: Choice = { sort: 'activity', layout: 'split', columns: [], where: null, widths: {} };

/** What this person has chosen otherwise, view by view; it stays on this device. */
const choicesOf = perScreen((screen) => {
  const store = createStore<Readonly<Record<string, Partial<Choice>>>>({});
  const read = new Map<string, Partial<Choice>>();
  return {
    store,
    own(view: PlaceView): Partial<Choice> {
      const known = store.get()[view] ?? read.get(view) ?? storedChoice(screen.owner, view);
      read.set(view, known);
      return known;
    },
    put(view: PlaceView, own: Partial<Choice>) {
      store.set((all) => ({ ...all, [view]: own }));
      storeChoice(screen.owner, view, own);
    },
  };
});

export interface ChoiceHere extends Choice {
  /** What of it is the reader's own, and not the view's. */
  own: Partial<Choice>;
  set: (change: Partial<Choice>) => void;
  /** These are the view's again. */
  giveUp: (...fields: (keyof Choice)[]) => void;
}

/** How the view is looked at here and now. */
export function useChoice(view: PlaceView): ChoiceHere {
  const choices = choicesOf(useScreen());
  const id = customIn(view);
  const custom = useShown((state) => (id === null ? undefined : state.views[id]));
  const own = useStore(choices.store, () => choices.own(view));
  return useMemo(
    () => ({
      ...plain,
      ...(custom && { sort: custom.sort, layout: custom.layout, columns: custom.columns, where: custom.filter }),
      ...own,
      own,
      set(change) {
        const before = choices.own(view);
        const begins = custom && before.where === undefined && before.sort === undefined;
        const begun = begins && { filter: custom.filter, sort: custom.sort, version: custom.version };
        choices.put(view, { ...before, ...(begun && { begun }), ...change });
      },
      giveUp(...fields) {
        const left = Object.entries(choices.own(view)).filter(([field]) => !fields.some((one) => one === field));
        choices.put(view, Object.fromEntries(left));
      },
    }),
    [choices, view, custom, own],
  );
}

/** What the list of a place is of, as its reader has narrowed it. */
export function useList(view: PlaceView): ListOf {
  const { where } = useChoice(view);
  return useMemo(() => ({ view: isViewId(view) ? view : null, where }), [view, where]);
}

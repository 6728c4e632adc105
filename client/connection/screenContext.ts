import { createContext, use, useRef } from 'react';
import type { State } from '../../shared/state.ts';
import type { Screen } from './screen.ts';
import type { ScreenState } from './screenState.ts';
import { useStore } from './store.ts';

export const ScreenContext = createContext<Screen | null>(null);

export function useScreen(): Screen {
  const screen = use(ScreenContext);
  if (!screen) throw new Error('Used outside the desk');
  return screen;
}

export function useScreenState<P>(pick: (state: ScreenState) => P): P {
  return useStore(useScreen().store, pick);
}

/** What changes all the time and names nothing. */
const passing = ['seq', 'counters', 'marks', 'timelines', 'drafts', 'notifications', 'lost'] as const;

/** What a screen knows by name. */
export type Names = Omit<State, (typeof passing)[number]>;

const isPassing = (key: string): boolean => passing.some((one) => one === key);

/** For who puts names to ids: it stands still while nothing that has a name changes. */
export function useNames(): Names {
  const last = useRef<State | null>(null);
  return useShown((shown) => {
    const before = last.current;
    const keys = Object.keys(shown) as (keyof State)[];
    if (before && keys.every((key) => isPassing(key) || before[key] === shown[key])) return before;
    last.current = shown;
    return shown;
  });
}

/** Picks from what the screen shows; the desk renders only once there is something. */
export function useShown<P>(pick: (shown: State) => P): P {
  return useScreenState(({ shown }) => {
    if (!shown) throw new Error('The desk shows nothing before the first snapshot');
    return pick(shown);
  });
}

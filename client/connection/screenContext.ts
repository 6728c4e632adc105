import { createContext, use } from 'react';
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

/** Picks from what the screen shows; the desk renders only once there is something. */
export function useShown<P>(pick: (shown: State) => P): P {
  return useScreenState(({ shown }) => {
    if (!shown) throw new Error('The desk shows nothing before the first snapshot');
    return pick(shown);
  });
}

import type { Lane } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';
import { createStore } from '../connection/store.ts';

/** How many things of a lane wait in the bell. */
export const unreadIn = ({ notifications, preferences }: State, lane: Lane): number =>
  Object.values(notifications).filter((one) => one.lane === lane && preferences.topics[one.topic].bell).length;

/** Is the panel open? Kept here, so that it stays when the page behind it changes. */
export const panelOpen = createStore(false);

import { createStore, useStore } from '../connection/store.ts';

/** Does the tray of filters stand open? */
const open = createStore(false);

export const openTray = (): void => open.set(() => true);
export const closeTray = (): void => open.set(() => false);
export const useTrayOpen = (): boolean => useStore(open, (value) => value);

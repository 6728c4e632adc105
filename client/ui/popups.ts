import { createStore, useStore } from '../connection/store.ts';
import { fetched } from './lazily.ts';

/** Menus and tooltips: a good part of the page's code, and nothing a first look needs. They come when the desk stands. */
const load = async () => {
  const [menu, tip] = await Promise.all([import('./menuPopup.tsx'), import('./tipPopup.tsx')]);
  const { MenuPopup, MenuPopupItem, MenuPopupGroup, MenuPopupLine } = menu;
  return { MenuPopup, MenuPopupItem, MenuPopupGroup, MenuPopupLine, TipPopup: tip.TipPopup };
};
type Popups = Awaited<ReturnType<typeof load>>;

const popups = createStore<Popups | null>(null);

export function loadPopups(): void {
  if (popups.get() === null) void fetched(load).then((loaded) => popups.set(() => loaded));
}

export const usePopups = (): Popups | null => useStore(popups, (value) => value);

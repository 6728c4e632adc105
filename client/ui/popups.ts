import { later } from './later.ts';

/** Menus and tooltips: a good part of the page's code, and nothing a first look needs. They come when the desk stands. */
const popups = later(async () => {
  const [menu, tip] = await Promise.all([import('./menuPopup.tsx'), import('./tipPopup.tsx')]);
  const { MenuPopup, MenuPopupItem, MenuPopupGroup, MenuPopupLine } = menu;
  return { MenuPopup, MenuPopupItem, MenuPopupGroup, MenuPopupLine, TipPopup: tip.TipPopup };
});

export const { load: loadPopups, use: usePopups } = popups;

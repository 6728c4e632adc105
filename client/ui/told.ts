import type { ReactNode } from 'react';
import { createStore } from '../connection/store.ts';

/** What a control does, for who rests on it. */
export interface Telling {
  /** Icon buttons carry the same words as their label. */
  text: ReactNode;
  keys?: readonly string[];
  side?: 'top' | 'bottom' | 'left' | 'right';
}

/** What is said at this moment, and of which control. One for the page: a list of mails has hundreds of controls. */
interface Told extends Telling {
  of: Element;
}

export const told = createStore<Told | null>(null);

/** The pointer rests on a control for this long. */
export const restMs = 500;
/** So long it may take from the control to its words. */
const crossMs = 120;
let timer: ReturnType<typeof setTimeout> | undefined;

export const after = (ms: number, does: () => void) => {
  clearTimeout(timer);
  timer = setTimeout(does, ms);
};
export const hush = () => {
  clearTimeout(timer);
  told.set(() => null);
};
export const hushSoon = () => after(crossMs, hush);
export const stay = () => clearTimeout(timer);

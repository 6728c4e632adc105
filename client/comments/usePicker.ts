import { useRef } from 'react';
import { createStore, type Store } from '../connection/store.ts';
import type { Picking } from './mentionNode.ts';

/** Ties an editor's mentions to the list that is shown for them. */
export interface Picker {
  picking: Store<Picking | null>;
  /** Set by the list while it stands. */
  onKey: { current: (event: KeyboardEvent) => boolean };
  isOpen: () => boolean;
}

export function usePicker(): Picker {
  const made = useRef<Picker | null>(null);
  if (!made.current) {
    const picking = createStore<Picking | null>(null);
    made.current = { picking, onKey: { current: () => false }, isOpen: () => picking.get() !== null };
  }
  return made.current;
}

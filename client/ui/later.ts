import { createStore, useStore } from '../connection/store.ts';
import { fetched } from './lazily.ts';

/** A part of the client that comes after the first look: null until it is here, and no hole on the page meanwhile. */
export function later<T>(load: () => Promise<T>): { load: () => void; use: () => T | null } {
  const part = createStore<T | null>(null);
  let asked = false;
  return {
    load() {
      if (asked) return;
      asked = true;
      void fetched(load).then((loaded) => part.set(() => loaded));
    },
    use: () => useStore(part, (value) => value),
  };
}

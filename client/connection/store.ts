import { useSyncExternalStore } from 'react';

/** A value that is replaced, never changed in place, and told about. */
export interface Store<T> {
  get(): T;
  /** Listeners hear of all sets of one task together, once. */
  set(next: (now: T) => T): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  let telling = false;
  const listeners = new Set<() => void>();
  const tell = () => {
    telling = false;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set(next) {
      const after = next(value);
      if (Object.is(after, value)) return;
      value = after;
      if (telling) return;
      telling = true;
      queueMicrotask(tell);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `pick` must answer the same thing for the same value: choose what is there, build nothing. */
export function useStore<T, P>(store: Store<T>, pick: (value: T) => P): P {
  return useSyncExternalStore(store.subscribe, () => pick(store.get()));
}

import { useState } from 'react';

/** A choice of this browser that outlives the page. A value the check refuses counts as none. */
export function useRemembered<T extends string | number | boolean>(
  key: string,
  fallback: T,
  check: (value: unknown) => value is T,
): [T, (value: T) => void] {
  const [value, set] = useState<T>(() => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
      return check(stored) ? stored : fallback;
    } catch {
      return fallback;
    }
  });
  return [
    value,
    (next) => {
      set(next);
      localStorage.setItem(key, JSON.stringify(next));
    },
  ];
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): value is number => typeof value === 'number';

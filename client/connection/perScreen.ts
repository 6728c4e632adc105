import type { Screen } from './screen.ts';

/** One of a thing for each screen, made when first asked for; it goes when the screen goes. */
export function perScreen<T>(make: (screen: Screen) => T): (screen: Screen) => T {
  const made = new WeakMap<Screen, T>();
  return (screen) => {
    const known = made.get(screen) ?? make(screen);
    made.set(screen, known);
    return known;
  };
}

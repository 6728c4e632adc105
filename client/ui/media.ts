import { useSyncExternalStore } from 'react';

const cache = new Map<string, MediaQueryList>();
const queryOf = (query: string): MediaQueryList => {
  const known = cache.get(query) ?? window.matchMedia(query);
  cache.set(query, known);
  return known;
};

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = queryOf(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => queryOf(query).matches,
  );
}

/** One pane at a time. */
export const usePhone = () => useMedia('(width < 48rem)');
/** Too narrow for the views beside list and conversation. */
export const useNarrow = () => useMedia('(width < 68rem)');
/** Room for the context panel as a column of its own. */
export const useWide = () => useMedia('(width >= 82rem)');

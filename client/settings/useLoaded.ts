import { useCallback, useEffect, useRef, useState } from 'react';

/** `value` stays while it is asked for again, so that nothing flickers. */
export interface Loaded<T> {
  value: T | null;
  failed: boolean;
  again(): void;
}

/** Asks when it is first shown, and again whenever `key` changes or `again` is called. The last question counts. */
export function useLoaded<T>(load: () => Promise<T>, key: string | number = ''): Loaded<T> {
  const [state, setState] = useState<{ value: T | null; failed: boolean }>({ value: null, failed: false });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key or turn asks again
  useEffect(() => {
    let here = true;
    latest.current().then(
      (value) => here && setState({ value, failed: false }),
      () => here && setState((before) => ({ ...before, failed: true })),
    );
    return () => {
      here = false;
    };
  }, [key, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, again };
}

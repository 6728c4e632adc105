import { createContext, useCallback, useEffect, useState } from 'react';

/** A form hears from its pickers what they are making. */
export const MakingContext = createContext<((work: Promise<unknown>) => void) | null>(null);

/** Submits a form once all that its pickers are making is there; not at all when some of that fails. */
export function useSubmitWhenMade<How>(submit: (how: How) => void, onFailed: () => void = () => {}) {
  const [underWay, setUnderWay] = useState(0);
  const [asked, setAsked] = useState<{ how: How } | 'failed' | null>(null);
  const making = useCallback((work: Promise<unknown>) => {
    setUnderWay((count) => count + 1);
    work.catch(() => setAsked((now) => now && 'failed')).finally(() => setUnderWay((count) => count - 1));
  }, []);
  // After the render that knows what was made: `submit` is of that render.
  useEffect(() => {
    if (asked === null || (asked !== 'failed' && underWay > 0)) return;
    setAsked(null);
    if (asked === 'failed') onFailed();
    else submit(asked.how);
  });
  return { making, waiting: asked !== null, submit: (how: How) => setAsked({ how }) };
}

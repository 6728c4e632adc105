import { type RefObject, useEffect, useState } from 'react';

/** So far above and below what is seen a thing counts as near. */
const margin = '800px 0px';

/** Has it come near to what the reader sees? Once it has, it stays so. */
export function useNear(thing: RefObject<Element | null>, wanted: boolean): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const it = thing.current;
    if (!it || !wanted || near) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setNear(true),
      {
        rootMargin: margin,
      },
    );
    observer.observe(it);
    return () => observer.disconnect();
  }, [thing, wanted, near]);
  return near;
}

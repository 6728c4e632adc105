import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Closer to the end than this counts as being there. */
const near = 48;

/**
 * Keeps a conversation at its latest message as it grows, for a reader who is there; one who has scrolled up stays
 * where he is and is told (`away`) that something came below.
 */
export function useBottom(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  ready: boolean,
  latestId: string | undefined,
): { away: boolean; toBottom: () => void } {
  const atBottom = useRef(true);
  const [away, setAway] = useState(false);
  const toBottom = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  useLayoutEffect(() => {
    if (ready) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [ready, scroller]);

  useEffect(() => {
    const pane = scroller.current;
    const inside = content.current;
    if (!pane || !inside) return;
    const isNear = () => pane.scrollHeight - pane.scrollTop - pane.clientHeight < near;
    const scrolled = () => {
      atBottom.current = isNear();
      if (atBottom.current) setAway(false);
    };
    const resized = () => {
      if (atBottom.current) pane.scrollTop = pane.scrollHeight;
    };
    const observer = new ResizeObserver(resized);
    observer.observe(inside);
    observer.observe(pane);
    pane.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      observer.disconnect();
      pane.removeEventListener('scroll', scrolled);
    };
  }, [scroller, content]);

  const heard = useRef(latestId);
  useEffect(() => {
    if (heard.current !== undefined && latestId !== heard.current && !atBottom.current) setAway(true);
    heard.current = latestId;
  }, [latestId]);

  return { away, toBottom };
}

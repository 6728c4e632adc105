import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Closer to the end than this counts as being there. */
const near = 48;

/** While what stands above is still taking shape (mails load their frames), what the reader was led to stays in sight. */
const heldFor = 4_000;
/** The reader takes over. */
const ownMoves = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/**
 * Keeps a conversation at its latest message as it grows, for a reader who is there, and in sight what he types in; one
 * who has scrolled up stays where he is and is told (`away`) that something came below. `show` leads him to one thing.
 */
export function useBottom(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  ready: boolean,
  latestId: string | undefined,
): { away: boolean; toBottom: () => void; show: (thing: HTMLElement) => void } {
  const atBottom = useRef(true);
  const held = useRef<HTMLElement | null>(null);
  const [away, setAway] = useState(false);
  const toBottom = () => {
    held.current = null;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  };
  const show = useCallback((thing: HTMLElement) => {
    held.current = thing;
    atBottom.current = false;
    thing.scrollIntoView({ block: 'center' });
    setTimeout(() => {
      if (held.current === thing) held.current = null;
    }, heldFor);
  }, []);

  useLayoutEffect(() => {
    if (ready && !held.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [ready, scroller]);

  useEffect(() => {
    const pane = scroller.current;
    const inside = content.current;
    if (!pane || !inside) return;
    const isNear = () => pane.scrollHeight - pane.scrollTop - pane.clientHeight < near;
    const scrolled = () => {
      atBottom.current = isNear() && !held.current;
      if (atBottom.current) setAway(false);
    };
    const resized = () => {
      if (held.current) held.current.scrollIntoView({ block: 'center' });
      else if (atBottom.current) {
        pane.scrollTop = pane.scrollHeight;
        const field = document.activeElement;
        if (field && field !== pane && inside.contains(field)) field.scrollIntoView({ block: 'nearest' });
      }
    };
    const letGo = () => {
      held.current = null;
    };
    const observer = new ResizeObserver(resized);
    observer.observe(inside);
    observer.observe(pane);
    pane.addEventListener('scroll', scrolled, { passive: true });
    for (const move of ownMoves) pane.addEventListener(move, letGo, { passive: true });
    return () => {
      observer.disconnect();
      pane.removeEventListener('scroll', scrolled);
      for (const move of ownMoves) pane.removeEventListener(move, letGo);
    };
  }, [scroller, content]);

  const heard = useRef(latestId);
  useEffect(() => {
    if (heard.current !== undefined && latestId !== heard.current && !atBottom.current) setAway(true);
    heard.current = latestId;
  }, [latestId]);

  return { away, toBottom, show };
}

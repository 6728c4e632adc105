import { type RefObject, useLayoutEffect, useRef } from 'react';
import { createStore, useStore } from './store.ts';

/** Of the line at the top, in pixels. */
const height = 28;

/** Is the line at the top there? */
export const topLineShown = createStore(false);

/** Gives the scroll offset the room that the line takes, so that nothing moves under the pointer. */
export function useSteadyScroll(scroller: RefObject<HTMLElement | null>): void {
  const shown = useStore(topLineShown, (value) => value);
  const before = useRef(shown);
  useLayoutEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    scroller.current?.scrollBy({ top: shown ? height : -height });
  }, [shown, scroller]);
}

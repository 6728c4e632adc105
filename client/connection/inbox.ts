import type { Event } from '../../shared/events.ts';

export interface Inbox {
  add(event: Event): void;
  /** What has come and was not taken yet, in order. */
  take(): Event[];
}

/** Soon, and not more often than can be seen; a hidden page does not draw, but counts in its title. */
const nextDrawing = (does: () => void) => {
  if (document.visibilityState === 'visible') requestAnimationFrame(does);
  else setTimeout(does, 250);
};

/** Gathers events, so that a storm of them is one change to look at. `ready` is told when it is time to take them. */
export function createInbox(ready: () => void): Inbox {
  let events: Event[] = [];
  let drawing = false;
  return {
    add(event) {
      events.push(event);
      if (drawing) return;
      drawing = true;
      nextDrawing(() => {
        drawing = false;
        ready();
      });
    },
    take() {
      const taken = events;
      events = [];
      return taken;
    },
  };
}

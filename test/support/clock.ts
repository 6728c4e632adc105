import type { Clock } from '../../server/platform/clock.ts';

/** A clock that moves when the test says so, and one millisecond at each look, so that ids keep their order. */
export interface HandClock extends Clock {
  advance(ms: number): void;
}

export function createHandClock(start = new Date('2026-03-02T09:00:00Z')): HandClock {
  let at = start.getTime();
  return {
    now() {
      at += 1;
      return new Date(at);
    },
    advance(ms) {
      at += ms;
    },
  };
}

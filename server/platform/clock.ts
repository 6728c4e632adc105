import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';

/** The server's time. Tests hand in their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The last id's moment and its place in it: ids of one millisecond, too, sort by when they were made here. */
let lastMs = 0;
let place = 0;

/** A new id: UUIDv7, sorting by the moment it was made. */
export function newId(clock: Clock): string {
  const msecs = clock.now().getTime();
  place = msecs === lastMs ? place + 1 : randomInt(0x7fff_ffff);
  lastMs = msecs;
  return v7({ msecs, seq: place });
}

import { v7 } from 'uuid';

/** The server's time. Tests hand in their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A new id: UUIDv7, sorting by the moment it was made. */
export const newId = (clock: Clock): string => v7({ msecs: clock.now().getTime() });

import { createHmac } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { TryStore } from './tries/store.ts';

/** What is counted, and how many times the usual limit it may have. */
export interface Counted {
  key: string;
  times: number;
}

/** An address alone may fail for several people behind one router, not for a thousand accounts. */
export const perAddress = (address: string): Counted => ({ key: `|${address}`, times: 5 });
export const perAccount = (account: string, address: string): Counted => ({
  key: `${account.toLowerCase()}|${address}`,
  times: 1,
});
/** One account from a thousand addresses. Wide, or anybody could keep its owner out with a few tries. */
export const fromAnywhere = (account: string): Counted => ({ key: account.toLowerCase(), times: 5 });

const windowMs = 15 * 60_000;

/**
 * Guessing made slow, on all nodes together. A try is counted before it is made, so that a thousand at once are a
 * thousand; one that is refused is not counted, and costs a read.
 */
export function createTries(deps: { store: TryStore; limit: number; key: Buffer; clock: Clock }) {
  const { store, limit, clock } = deps;
  const idOf = (key: string) => createHmac('sha256', deps.key).update(key).digest('base64url');

  const tooMany = (until: Date) =>
    new AppError('rateLimited', 'Too many tries. Wait a few minutes, then try again.', {
      retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - clock.now().getTime()) / 1000)),
    });

  return {
    /** @throws rateLimited */
    async spend(...what: Counted[]): Promise<void> {
      for (const { key, times } of what) {
        const most = limit * times;
        const now = clock.now();
        const known = await store.find(idOf(key));
        if (known && known.until > now && known.n >= most) throw tooMany(known.until);
        const { n, until } = await store.add(idOf(key), now, new Date(now.getTime() + windowMs));
        if (n > most) throw tooMany(until);
      }
    },
    /** It was no guess. */
    async giveBack(...what: Counted[]): Promise<void> {
      for (const { key } of what) await store.takeBack(idOf(key));
    },
    /** Windows that are over. */
    forget: () => store.forget(clock.now()),
  };
}

export type Tries = ReturnType<typeof createTries>;

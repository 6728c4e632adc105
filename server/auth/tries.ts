import { RateLimiterMemory } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';

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

const windowSeconds = 15 * 60;

/** Guessing made slow, on this node. A try is counted before it is made, so that a thousand at once are a thousand. */
export function createTries(limit: number) {
  const counted = new RateLimiterMemory({ points: limit, duration: windowSeconds });
  return {
    /** @throws rateLimited */
    async spend(...what: Counted[]): Promise<void> {
      for (const { key, times } of what) {
        const state = await counted.penalty(key);
        if (state.consumedPoints <= limit * times) continue;
        throw new AppError('rateLimited', 'Too many tries. Wait a few minutes, then try again.', {
          retryAfterSeconds: Math.ceil(state.msBeforeNext / 1000),
        });
      }
    },
    /** It was no guess. */
    async giveBack(...what: Counted[]): Promise<void> {
      for (const { key } of what) await counted.reward(key);
    },
  };
}

export type Tries = ReturnType<typeof createTries>;

import type { TFunction } from 'i18next';
import type { Reason } from '../connection/refused.ts';

export type Words = TFunction<'settings'>;

/** A refusal in words that say what to do. Some cannot happen here, and are a server's mistake. */
export function refusalIn(t: Words, reason: Reason): string {
  switch (reason) {
    case 'notFound':
    case 'invalid':
    case 'conflict':
    case 'rateLimited':
    case 'unauthenticated':
    case 'unreachable':
      return t(`refusal.${reason}`);
    default:
      return t('refusal.internal');
  }
}

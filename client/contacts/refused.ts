import type { TFunction } from 'i18next';
import { reasonOf } from '../connection/refused.ts';

/** Why a contact or company was not saved, for the place beside it. */
export function refusedWord(t: TFunction<'contacts'>, error: unknown): string {
  const reason = reasonOf(error);
  switch (reason) {
    case 'conflict':
    case 'notFound':
    case 'invalid':
    case 'unreachable':
      return t(`refused.${reason}`);
    default:
      return t('refused.other');
  }
}

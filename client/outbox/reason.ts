import { useTranslation } from 'react-i18next';
import type { Parked } from './entry.ts';

const own = ['stale', 'overtaken', 'old', 'sentElsewhere', 'notFound'] as const;
const isOwn = (why: Parked): why is (typeof own)[number] => own.some((one) => one === why);

/** Why something was not carried out, in words. */
export function useReason(): (why: Parked) => string {
  const { t } = useTranslation('outbox');
  return (why) => (isOwn(why) ? t(`why.${why}`) : t(`refusal.${why}`, { ns: 'translation' }));
}

import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sizeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import type { Trouble } from './useSending.ts';

/** Beside the button: why the reply has not gone out. */
export function TroubleNote({ trouble }: { trouble: Trouble }) {
  const { t } = useTranslation('composer');
  const { locale } = useClock();
  const words = (): string => {
    if (trouble.at === 'refused') return t('refused', { why: t(`refusal.${trouble.reason}`, { ns: 'translation' }) });
    if (trouble.at !== 'mailTooLarge') return t(trouble.at);
    const [size, limit] = [sizeOf(trouble.bytes, locale), sizeOf(trouble.limit, locale)];
    return t('mailTooLarge', { size, limit });
  };
  return (
    <p role="alert" className="mx-4 mb-2 flex animate-arrive items-start gap-2 text-[0.75rem]/4 text-danger">
      <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
      {words()}
    </p>
  );
}

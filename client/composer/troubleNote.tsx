import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from './useSending.ts';

/** Beside the button: why the reply has not gone out. */
export function TroubleNote({ trouble }: { trouble: Trouble }) {
  const { t } = useTranslation();
  const text =
    trouble.at === 'refused'
      ? t('composer.refused', { why: t(`refusal.${trouble.reason}`) })
      : t(`composer.${trouble.at}`);
  return (
    <p role="alert" className="mx-4 mb-2 flex animate-arrive items-start gap-2 text-[0.75rem]/4 text-danger">
      <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
      {text}
    </p>
  );
}

import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Tip } from '../ui/tip.tsx';
import type { Saved } from './draft.ts';

/** "Saved" means: on this device's disk. */
export function SavedMark({ saved }: { saved: Saved }) {
  const { t } = useTranslation();
  if (saved === 'empty') return null;
  if (saved === 'failed') {
    return (
      <Tip text={t('composer.saveFailedHint')}>
        <span role="alert" className="flex items-center gap-1 text-[0.75rem] text-danger">
          <TriangleAlert className="size-4" aria-hidden />
          {t('composer.saveFailed')}
        </span>
      </Tip>
    );
  }
  return (
    <Tip text={t('composer.savedHint')}>
      <span className="flex items-center gap-1 text-[0.75rem] text-ink-3">
        <Check className={`size-4 transition-opacity ${saved === 'saved' ? 'text-open' : 'opacity-0'}`} aria-hidden />
        {t(saved === 'saved' ? 'composer.saved' : 'composer.saving')}
      </span>
    </Tip>
  );
}

import { Check, HardDrive, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Saved } from '../drafts/document.ts';
import { Tip } from '../ui/tip.tsx';

/** "Saved" means: every character is in the server's store. What is only on this device says so. */
export function SavedMark({ saved }: { saved: Saved }) {
  const { t } = useTranslation('composer');
  if (saved === 'empty') return null;
  if (saved === 'failed' || saved === 'tooLarge' || saved === 'outdated') {
    const word = saved === 'failed' ? 'saveFailed' : saved;
    return (
      <Tip text={t(`${word}Hint`)}>
        <span role="alert" className="flex items-center gap-1 text-[0.75rem] text-danger">
          <TriangleAlert className="size-4" aria-hidden />
          {t(`${word}`)}
        </span>
      </Tip>
    );
  }
  if (saved === 'device') {
    return (
      <Tip text={t('onDeviceHint')}>
        <span className="flex items-center gap-1 text-[0.75rem] text-wait">
          <HardDrive className="size-4" aria-hidden />
          {t('onDevice')}
        </span>
      </Tip>
    );
  }
  return (
    <Tip text={t('savedHint')}>
      <span className="flex items-center gap-1 text-[0.75rem] text-ink-3">
        <Check className={`size-4 transition-opacity ${saved === 'saved' ? 'text-open' : 'opacity-0'}`} aria-hidden />
        {t(saved === 'saved' ? 'saved' : 'saving')}
      </span>
    </Tip>
  );
}

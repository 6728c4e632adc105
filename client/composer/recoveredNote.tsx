import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import type { ReplyModel } from './useReply.ts';

/** Says where words come from that the writer thought were sent. */
export function RecoveredNote({ reply: { draft } }: { reply: ReplyModel }) {
  const { t } = useTranslation('drafts');
  const recovered = useShown((state) => state.drafts[draft.place()?.docId ?? '']?.recovered ?? false);
  if (!recovered) return null;
  return (
    <p className="flex items-center gap-2 bg-wait-tint px-4 py-1 text-[0.75rem] text-wait">
      <History className="size-3.5 shrink-0" aria-hidden />
      {t('recovered')}
    </p>
  );
}

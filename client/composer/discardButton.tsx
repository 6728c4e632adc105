import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useThrowing } from '../drafts/useThrowing.ts';
import { IconButton } from '../ui/iconButton.tsx';
import type { ReplyModel } from './useReply.ts';

/** Throws the draft away; it can be had back from the Drafts view. */
export function DiscardButton({ reply: { draft, empty, done } }: { reply: ReplyModel }) {
  const { t } = useTranslation('drafts');
  const { discard, asking } = useThrowing();
  const place = draft.place();
  if (empty || !place) return null;
  const throwAway = async () => {
    if (await discard(place)) done();
  };
  return <IconButton small icon={Trash2} label={t('row.discard')} disabled={asking} onClick={() => void throwAway()} />;
}

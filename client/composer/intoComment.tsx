import { NotebookPen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../connection/screenContext.ts';
import { hasPictures } from '../drafts/pictureNames.ts';
import { slotsOf } from '../drafts/slots.ts';
import { useThrowing } from '../drafts/useThrowing.ts';
import { perform } from '../keyboard/keyboard.ts';
import { Button } from '../ui/button.tsx';
import { say } from '../ui/toast.tsx';
import type { ReplyModel } from './useReply.ts';

/** The customer has his answer already: the words become a comment for colleagues; the reply can be had back from Drafts. */
export function IntoComment({ reply: { ticket, slot, draft } }: { reply: ReplyModel }) {
  const { t } = useTranslation('drafts');
  const screen = useScreen();
  const { discard } = useThrowing();
  const [busy, setBusy] = useState(false);
  async function turn(): Promise<void> {
    setBusy(true);
    const comment = slotsOf(screen).hold(ticket.id, 'comment');
    const leaves = hasPictures(draft.body) || (draft.fields.get().files ?? []).length > 0;
    comment.slot.takeIn(draft);
    const place = await slot.name().catch(() => null);
    if (place && (await discard(place))) perform('comment');
    if (leaves) say(t('withoutFiles'));
    comment.release();
    setBusy(false);
  }
  return (
    <Button
      look="quiet"
      title={t('intoComment')}
      className="@max-[600px]:px-2"
      disabled={busy}
      onClick={() => void turn()}
    >
      <NotebookPen className="size-4" aria-hidden />
      <span className="@max-[600px]:sr-only">{t('intoComment')}</span>
    </Button>
  );
}

import { PictureInPicture2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { useDraftDoc } from '../drafts/useDraftDoc.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { Button } from '../ui/button.tsx';
import type { Answer } from './answer.ts';
import { floatingOf } from './floating.ts';
import { useAnswering } from './useAnswering.ts';

interface FloatingStripProps {
  ticket: TicketView;
  answered: Answer | null;
  onAnswered: (answer: Answer | null) => void;
  tabs: ReactNode;
}

/** In the place of the editor while the reply is written in its window: one text, one editor. */
export function FloatingStrip({ ticket, answered, onAnswered, tabs }: FloatingStripProps) {
  const { t } = useTranslation('composer');
  const floating = floatingOf(useScreen());
  const draft = useDraftDoc(ticket.id, 'reply')?.draft ?? null;
  const show = () => {
    floating.open(ticket.id);
    floating.raise(ticket.id);
    const editor = document.querySelector<HTMLElement>(`[data-floating="${ticket.id}"] .baton-editor`);
    editor?.focus();
  };
  useAnswering(draft, answered, onAnswered, show);
  useAction('reply', show);
  return (
    <section className="m-3 flex shrink-0 flex-col rounded-composer border border-line-strong bg-page shadow-low">
      <div className="flex h-9 shrink-0 items-center border-b border-line pr-2 pl-4">{tabs}</div>
      <div className="flex min-h-14 flex-wrap items-center gap-2 px-4 py-2">
        <PictureInPicture2 className="size-4 shrink-0 text-ink-3" aria-hidden />
        <p className="min-w-40 flex-1 text-ink-2">{t('float.elsewhere')}</p>
        <Button onClick={show}>{t('float.show')}</Button>
        <Button look="quiet" onClick={() => floating.close(ticket.id)}>
          {t('float.in')}
        </Button>
      </div>
    </section>
  );
}

import './words/load.ts';
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { HistoryEntry } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { takeApart } from './doing.ts';

/** At a line of history that says a ticket was merged in, as long as it still is. */
export function UndoMerge({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation('merging');
  const screen = useScreen();
  const from = useShown((state) => {
    const ticket = state.tickets[entry.ticketId];
    if (!ticket || entry.property !== 'merged' || entry.to === null || !canEdit(meIn(state), ticket)) return undefined;
    return ticket.merged?.find(({ number, intoId }) => String(number) === entry.to && intoId === ticket.id);
  });
  if (!from) return null;
  return (
    <button
      type="button"
      aria-label={t('into.undoOf', { number: from.number })}
      onClick={() => void takeApart(screen, from.id)}
      className="inline-flex shrink-0 items-center gap-1 rounded-chip px-1 font-medium text-accent-ink hover:underline max-md:min-h-11"
    >
      <Undo2 className="size-3.5" aria-hidden />
      {t('into.undo')}
    </button>
  );
}

import { PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { Button } from '../ui/button.tsx';
import type { WritingPlace } from './writingPlace.ts';

/** What the reader had begun on the other of two tickets before they became one. */
export function OtherDrafts({ ticket, place }: { ticket: TicketView; place: WritingPlace }) {
  const { t } = useTranslation('drafts');
  const numberOf = (id: string) => ticket.merged?.find((one) => one.id === id)?.number ?? ticket.number;
  return place.others.map((draft) => (
    <div
      key={draft.docId}
      className="mx-3 mt-2 flex min-h-8 items-center gap-2 rounded-control border border-line bg-panel px-3 text-[0.75rem]"
    >
      <PencilLine className="size-4 shrink-0 text-ink-3" aria-hidden />
      <span className="min-w-0 flex-1 truncate">
        {t(draft.kind === 'reply' ? 'other.reply' : 'other.comment', {
          number: numberOf(draft.ticketId),
          snippet: draft.snippet,
        })}
      </span>
      <Button size="small" onClick={() => place.choose(draft.ticketId)}>
        {t('other.open')}
      </Button>
    </div>
  ));
}

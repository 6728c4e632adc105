import '../merging/words/load.ts';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { BulkChange } from '../../shared/bulk.ts';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import { Frame } from '../merging/frame.tsx';
import { contactOf } from '../tickets/names.ts';
import { Button } from '../ui/button.tsx';

const shownAtMost = 50;

interface MergeManyProps {
  ids: readonly string[];
  all: boolean;
  onMerge: (change: BulkChange) => void;
  onClose: () => void;
}

/** Many tickets become one: which of them stays? The oldest is offered. product: T14, T15. */
export function MergeMany({ ids, all, onMerge, onClose }: MergeManyProps) {
  const { t } = useTranslation('bulk');
  const state = useShown((shown) => shown);
  const me = meIn(state);
  const tickets = ids
    .flatMap((id) => state.tickets[id] ?? [])
    .filter((ticket) => canEdit(me, ticket))
    .sort((a, b) => a.number - b.number);
  const [chosen, setChosen] = useState(tickets[0]?.id);
  const into = tickets.find(({ id }) => id === chosen);
  return (
    <Frame
      title={all ? t('mergeTitleAll') : t('mergeTitle', { count: ids.length })}
      onClose={onClose}
      footer={
        <Button
          look="primary"
          disabled={!into}
          onClick={() => {
            if (into) onMerge({ mergeInto: into.id });
            onClose();
          }}
        >
          <GitMerge className="size-4" aria-hidden />
          {t('mergeInto', { number: into?.number ?? '' })}
        </Button>
      }
    >
      <fieldset>
        <legend className="mb-2 font-semibold">{t('mergeWhich')}</legend>
        {tickets.slice(0, shownAtMost).map((ticket) => (
          <label
            key={ticket.id}
            className="flex min-h-9 items-center gap-2 rounded-control px-2 hover:bg-hover max-md:min-h-11"
          >
            <input
              type="radio"
              name="stays"
              checked={ticket.id === chosen}
              onChange={() => setChosen(ticket.id)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="shrink-0 text-ink-3 tabular-nums">#{ticket.number}</span>
            <span className="min-w-0 flex-1 truncate">{ticket.name}</span>
            <span className="max-w-40 shrink-0 truncate text-[0.75rem] text-ink-3">
              {contactOf(state, ticket)?.name}
            </span>
          </label>
        ))}
      </fieldset>
      {tickets.length > shownAtMost && (
        <p className="px-2 py-1 text-ink-3">{t('mergeFirst', { count: shownAtMost })}</p>
      )}
      <p className="mt-3 text-ink-2">{t('mergeHint')}</p>
    </Frame>
  );
}

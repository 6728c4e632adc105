import { ChevronDown, ChevronRight, History } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../shared/entities.ts';
import { useNames } from '../connection/screenContext.ts';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { UndoMerge } from '../merging/undoMerge.tsx';
import { actorOf, phraseOf } from './phrase.ts';

/** Changes that follow each other, in one line that can be unfolded. The latest is the one that counts. */
function ChangesLineBare({ entries }: { entries: readonly HistoryEntry[] }) {
  const { t } = useTranslation();
  const clock = useClock();
  const state = useNames();
  const [open, setOpen] = useState(false);
  const said = (entry: HistoryEntry) => (
    <>
      <b className="font-medium text-ink-2">{actorOf(t, state, entry)}</b> {phraseOf(t, state, entry)}
    </>
  );
  const latest = entries.at(-1);
  if (!latest) return null;
  const several = entries.length > 1;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div className="px-3 text-[0.75rem]/5 text-ink-3">
      <div className="flex items-center gap-2.5">
        <History className="size-3.5 shrink-0" aria-hidden />
        <p className="min-w-0 flex-1 truncate">{said(latest)}</p>
        {entries.map((entry) => (
          <UndoMerge key={entry.id} entry={entry} />
        ))}
        {several ? (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="flex shrink-0 items-center gap-1.5 rounded-chip px-1 hover:text-ink max-md:min-h-11"
          >
            {t('conversation.changes', { count: entries.length })}
            <Chevron className="size-3.5" aria-hidden />
          </button>
        ) : (
          <time dateTime={latest.at} className="tabular-nums">
            {timeOf(new Date(latest.at), clock)}
          </time>
        )}
      </div>
      {open && (
        <ol className="mt-1 ml-6 flex flex-col gap-0.5 border-l border-line pl-3">
          {entries.map((entry) => (
            <li key={entry.id} className="flex gap-3">
              <span className="min-w-0 flex-1">{said(entry)}</span>
              <time dateTime={entry.at} className="tabular-nums">
                {timeOf(new Date(entry.at), clock)}
              </time>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

export const ChangesLine = memo(ChangesLineBare);

import './words/load.ts';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkView } from '../../shared/bulk.ts';
import { useShown } from '../connection/screenContext.ts';
import { useList } from '../tickets/listChoice.ts';
import { useSelection } from '../tickets/selection.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { useCountWord } from '../views/counted.ts';
import type { PlaceView } from '../views/place.ts';
import { BulkActions } from './bulkActions.tsx';
import { BulkProgress } from './bulkProgress.tsx';
import { useStarting } from './useStarting.ts';

/** Longer ago than that it ended before this page was looked at. */
const recentMs = 60_000;

/** Below a list: what is chosen and what can be done to it, and above that how far it has come. product: T15. */
export function BulkBar({ view }: { view: PlaceView }) {
  const { t } = useTranslation('bulk');
  const selection = useSelection();
  const count = useCountWord(view, useList(view));
  /** In it lie what was put into the trash, or spam. */
  const aside = view === 'trash' || view === 'spam' ? view : null;
  const bulks = useShown((state) => state.bulks);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [opened] = useState(() => Date.now());
  const dismiss = (...ids: string[]) => setDismissed((now) => new Set([...now, ...ids]));
  const isNews = (bulk: BulkView) => bulk.state === 'running' || Date.parse(bulk.createdAt) > opened - recentMs;
  const shown = Object.values(bulks)
    .filter((bulk) => isNews(bulk) && !dismissed.has(bulk.id) && !bulk.undoneBy)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, 3);
  const { asking, start, again } = useStarting(() =>
    dismiss(...shown.filter(({ state }) => state !== 'running').map(({ id }) => id)),
  );
  const picked = selection.ids.length;
  const chosen = selection.all || picked > 0;
  if (!chosen && shown.length === 0) return null;
  const whole = picked > 0 && !selection.all && picked === selection.store.get().listed.length;
  return (
    <section
      aria-label={t('bar')}
      className="@container z-10 mx-auto mb-2 w-[calc(100%-16px)] max-w-[860px] shrink-0 animate-arrive rounded-composer border border-line-strong bg-raised shadow-pop"
    >
      {shown.map((bulk) => (
        <div key={bulk.id} className="border-line not-last:border-b">
          <BulkProgress bulk={bulk} onDismiss={() => dismiss(bulk.id)} onAgain={again} />
        </div>
      ))}
      {chosen && (
        <div className="flex flex-wrap items-center gap-x-1 gap-y-0.5 border-line px-2 py-1.5">
          <span aria-live="polite" className="px-1 font-medium tabular-nums">
            {selection.all
              ? count
                ? t('allPicked', { number: count })
                : t('allPickedUncounted')
              : t('picked', { count: picked })}
          </span>
          {whole && String(picked) !== count && (
            <button
              type="button"
              onClick={selection.chooseAll}
              className="min-h-7 rounded-control px-2 font-medium text-accent-ink hover:bg-hover max-md:min-h-11"
            >
              {count ? t('all', { number: count }) : t('allUncounted')}
            </button>
          )}
          <span className="mx-1 h-5 w-px bg-line @max-xl:hidden" aria-hidden />
          <span className="flex flex-1 flex-wrap items-center gap-x-0.5 @max-xl:order-last @max-xl:w-full @max-xl:flex-none">
            <BulkActions
              disabled={asking}
              aside={aside}
              selection={selection}
              onChange={(change) => void start(change)}
            />
          </span>
          <IconButton icon={X} label={t('end')} className="@max-xl:ml-auto" onClick={selection.clear} />
        </div>
      )}
    </section>
  );
}

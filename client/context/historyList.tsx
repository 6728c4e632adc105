import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useNames, useShown } from '../connection/screenContext.ts';
import { actorOf, phraseOf, wordOf } from '../conversation/phrase.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { UndoMerge } from '../merging/undoMerge.tsx';
import { Section } from './section.tsx';

/** Who changed what, latest first: old value and new. */
export function HistoryList({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const clock = useClock();
  const state = useNames();
  const timeline = useShown((shown) => shown.timelines[ticket.id]);
  const entries = Object.values(timeline?.entries ?? {}).sort((a, b) =>
    a.at < b.at || (a.at === b.at && a.id < b.id) ? 1 : -1,
  );
  return (
    <Section id="history" title={t('property.history')} count={entries.length} opened={false}>
      <ol className="flex flex-col gap-2">
        {entries.map((entry) => (
          <li key={entry.id} className="text-[0.75rem]/4 text-ink-2">
            <p>
              <b className="font-medium text-ink">{actorOf(t, state, entry)}</b> {phraseOf(t, state, entry)}
            </p>
            <p className="text-ink-3">
              <time dateTime={entry.at}>{momentOf(new Date(entry.at), clock)}</time>
              {entry.from &&
                entry.property !== 'created' &&
                ` · ${t('history.was', { from: wordOf(t, state, entry.property, entry.from, entry.key) })}`}
            </p>
            <UndoMerge entry={entry} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

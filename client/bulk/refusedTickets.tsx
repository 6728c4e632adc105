import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkView } from '../../shared/bulk.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { propertyName } from '../tickets/propertyWords.ts';
import { readTicket } from '../tickets/reading.ts';
import { usePlace } from '../views/place.ts';

const shownAtMost = 20;

/** Which tickets a change did not reach, each a way to it; of those that lack properties, which. */
export function RefusedTickets({ bulk }: { bulk: BulkView }) {
  const { t } = useTranslation('bulk');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const { view, go } = usePlace();
  const state = useShown((shown) => shown);
  const all = [
    ...bulk.lacking.map(({ ticketId, properties }) => ({ ticketId, properties })),
    ...bulk.refusals.map(({ ticketId }) => ({ ticketId, properties: [] as string[] })),
  ].slice(0, shownAtMost);
  const unknown = all.map(({ ticketId }) => ticketId).filter((id) => !state.tickets[id] && !(id in state.lost));
  const wanted = unknown.join(' ');
  useEffect(() => {
    for (const ticketId of wanted.split(' ').filter(Boolean)) readTicket(screen, ticketId).catch(() => {});
  }, [screen, wanted]);
  return (
    <ul aria-label={t('refusedList')} className="max-h-40 overflow-y-auto border-line border-t px-2 py-1">
      {all.map(({ ticketId, properties }) => {
        const ticket = state.tickets[ticketId];
        if (!ticket) return null;
        return (
          <li key={ticketId}>
            <button
              type="button"
              onClick={() => go(view, ticketId)}
              className="flex min-h-7 w-full items-center gap-2 rounded-control px-2 text-left text-[0.75rem] hover:bg-hover max-md:min-h-11"
            >
              <span className="text-ink-3 tabular-nums">#{ticket.number}</span>
              <span className="min-w-0 flex-1 truncate">{ticket.name}</span>
              <span className="truncate text-wait">
                {properties.map((key) => propertyName(common, state, key)).join(', ')}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

import { useDroppable } from '@dnd-kit/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Ban, ListChecks } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import type { TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { bound } from '../../shared/statusRules.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { meaningOf } from '../filters/meaning.ts';
import { lackingIn } from '../required/asking.ts';
import { createListing } from '../tickets/list.ts';
import { statusName } from '../tickets/names.ts';
import { usePage } from '../tickets/pages.ts';
import { propertyName } from '../tickets/propertyWords.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { Button } from '../ui/button.tsx';
import { countedOf, countKey, countWord } from '../views/counted.ts';
import { type PlaceView, usePlace } from '../views/place.ts';
import { Card } from './card.tsx';
import type { ColumnOf } from './columns.ts';

/** Pages are asked for when this many cards are left below the screen. */
const ahead = 12;
const shapes = Array.from({ length: 4 }, (_, index) => index);

interface ColumnProps {
  view: PlaceView;
  column: ColumnOf;
  sort: TicketSort;
  /** What is being carried over the board. */
  dragged: TicketView | null;
}

/** The tickets of a status: its name, how many, and a card for each that is in sight. */
export function Column({ view, column, sort, dragged }: ColumnProps) {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  const { status, list, ofToday } = column;
  const { go } = usePlace();
  const name = statusName(common, status);
  const counted = useStore(countedOf(useScreen()), (all) => all[countKey(list)]);
  const count = counted ? countWord(counted) : '';
  const { forbidden, asks } = useTarget(dragged, column);
  const { setNodeRef, isOver } = useDroppable({ id: status.id, disabled: forbidden });
  const goal = dragged !== null && isOver && dragged.statusId !== status.id;
  const { state, ids, page, offline, more } = useColumn(column, sort, dragged !== null);
  const scroller = useRef<HTMLDivElement>(null);
  const keyAt = useCallback((index: number) => ids[index] ?? index, [ids]);
  const cards = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 98,
    getItemKey: keyAt,
    overscan: 4,
  });
  const inSight = cards.getVirtualItems();
  const last = inSight.at(-1)?.index ?? -1;
  useEffect(() => {
    if (page?.state === 'here' && page.next && last >= ids.length - ahead) more();
  });
  const open = useCallback((ticketId: string) => go(view, ticketId), [go, view]);
  const started = page?.next !== undefined;
  const failed = !offline && (page?.state === 'failed' || page?.state === 'cut');
  return (
    <section
      ref={setNodeRef}
      data-status={status.id}
      aria-label={t('column', { status: name, number: count })}
      className={`flex h-full min-w-64 max-w-96 flex-1 snap-start flex-col rounded-card border max-md:min-w-[84vw] ${
        goal ? 'border-focus bg-sel' : 'border-transparent bg-inset'
      } ${dragged && forbidden ? 'opacity-60' : ''}`}
    >
      <header className="flex h-10 shrink-0 items-center gap-2 px-3">
        <StatusGlyph status={status} />
        <h3 className="truncate font-semibold">{name}</h3>
        <span className="text-ink-3 tabular-nums">{count}</span>
        {ofToday && <span className="ml-auto truncate text-[0.75rem] text-ink-3">{t('today')}</span>}
        {dragged && forbidden && <Ban className="ml-auto size-4 text-ink-3" aria-hidden />}
      </header>
      {goal && (
        <p className="mx-2 mb-2 flex min-h-10 shrink-0 items-center gap-2 rounded-card border border-focus border-dashed px-3 text-[0.75rem] text-accent-ink">
          {asks.length > 0 && <ListChecks className="size-4 shrink-0" aria-hidden />}
          {asks.length > 0 ? t('dropThenFill', { properties: asks.join(', ') }) : t('dropHere')}
        </p>
      )}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-2 [overflow-anchor:none]" aria-busy={!started}>
        <ul className="relative" style={{ height: cards.getTotalSize() }}>
          {inSight.map(({ index, key, start }) => {
            const ticket = state.tickets[ids[index] ?? ''];
            return (
              ticket && (
                <li
                  key={key}
                  ref={cards.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)` }}
                  aria-setsize={ids.length}
                  aria-posinset={index + 1}
                >
                  <Card ticket={ticket} onOpen={open} />
                </li>
              )
            );
          })}
        </ul>
        {!started && offline && <p className="px-1 py-3 text-center text-ink-3">{t('asKnown')}</p>}
        {!started &&
          !offline &&
          !failed &&
          shapes.map((shape) => (
            <div key={shape} className="mb-2 h-[90px] animate-pulse-soft rounded-card bg-active" aria-hidden />
          ))}
        {started && ids.length === 0 && !goal && <p className="px-1 py-3 text-center text-ink-3">{t('empty')}</p>}
        {failed && (
          <div role="alert" className="flex flex-col items-center gap-2 p-4 text-center text-ink-2">
            {t('failed')}
            <Button size="small" onClick={more}>
              {t('retry')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

/**
 * The cards of a column, first to last; offline those that are known, before it was read. While one is carried they stand
 * still, whatever others do.
 */
function useColumn({ list }: ColumnOf, sort: TicketSort, still: boolean) {
  const state = useShown((shown) => shown);
  const { page, more } = usePage(list, sort);
  const { view, where } = list;
  const listing = useMemo(() => createListing(view, sort, where ? meaningOf(where) : undefined), [view, sort, where]);
  const boundary = page?.boundary ?? null;
  const offline = useScreenState((screen) => screen.line.at === 'offline');
  const begins = page?.next !== undefined || offline;
  const fresh = useMemo(() => (begins ? listing(state, { boundary }) : []), [listing, state, boundary, begins]);
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const latest = useRef(fresh);
  useEffect(() => {
    latest.current = fresh;
  });
  useEffect(() => setHeld(still ? latest.current : null), [still]);
  const { tickets } = state;
  const ids = useMemo(() => held?.filter((id) => id in tickets) ?? fresh, [held, fresh, tickets]);
  return { state, ids, page, offline, more };
}

/** May what is carried go to this column, and what will be asked for when it does? */
function useTarget(dragged: TicketView | null, { status }: ColumnOf): { forbidden: boolean; asks: string[] } {
  const { t } = useTranslation();
  const state = useShown((shown) => shown);
  if (!dragged) return { forbidden: false, asks: [] };
  const statuses = state.pipelines[dragged.pipelineId]?.statuses ?? [];
  return {
    forbidden: bound(meIn(state), statuses, dragged.statusId, status.id) !== null,
    asks: lackingIn(state, dragged, status).map((key) => propertyName(t, state, key)),
  };
}

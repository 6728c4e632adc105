import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import { isUnread } from '../../shared/state.ts';
import { useScreenState, useShown } from '../connection/screenContext.ts';
import { useSteadyScroll } from '../connection/steadyScroll.ts';
import { Button } from '../ui/button.tsx';
import { usePhone } from '../ui/media.ts';
import { keyOf } from './asking.ts';
import { EmptyView } from './emptyView.tsx';
import { createListing, hold, type ListOf } from './list.ts';
import { contactOf, statusOf } from './names.ts';
import { usePage } from './pages.ts';
import { TicketRow, TicketRowShape } from './ticketRow.tsx';
import { useTools } from './tools.ts';
import { useRowKeys } from './useRowKeys.ts';

/** Pages are asked for when this many rows are left below the screen. */
const ahead = 15;
const shapes = Array.from({ length: 8 }, (_, index) => index);

interface TicketListProps {
  list: ListOf;
  sort: TicketSort;
  ticketId: string | undefined;
  onOpen: (ticketId: string) => void;
  /** How many rows wait for the pointer to leave; `show` lets them in. */
  onWaiting: (waiting: { count: number; show: () => void } | null) => void;
}

export function TicketList({ list, sort, ticketId, onOpen, onWaiting }: TicketListProps) {
  const { t } = useTranslation();
  const state = useShown((shown) => shown);
  const changes = useScreenState((screen) => screen.changes);
  const { page, more } = usePage(list, sort);
  const scroller = useRef<HTMLDivElement>(null);
  useSteadyScroll(scroller);

  const boundary = page?.boundary ?? null;
  const { view, where } = list;
  const tools = useTools();
  const started = page?.next !== undefined && (where === null || tools !== null);
  const listing = useMemo(
    () => createListing(view, sort, where && tools ? tools.meaningOf(where) : undefined),
    [view, sort, where, tools],
  );
  const fresh = useMemo(() => (started ? listing(state, { boundary }) : []), [listing, state, boundary, started]);

  /** The rows as they stood when the pointer came; null while it is elsewhere. */
  const [base, setBase] = useState<readonly string[] | null>(null);
  const { tickets } = state;
  const { ids, waiting } = useMemo(
    () => (base && base !== fresh ? hold(base, fresh, (id) => id in tickets) : { ids: fresh, waiting: 0 }),
    [base, fresh, tickets],
  );
  useEffect(() => {
    if (base && ids.length > base.length) setBase(ids);
  }, [base, ids]);
  useEffect(() => {
    const show = () => {
      setBase((now) => now && fresh);
      scroller.current?.scrollTo({ top: 0 });
    };
    onWaiting(waiting > 0 ? { count: waiting, show } : null);
  }, [waiting, fresh, onWaiting]);

  const phone = usePhone();
  // The same function for the same rows: another one makes it measure all of them again, at each frame.
  const keyAt = useCallback((index: number) => ids[index] ?? index, [ids]);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 84 : 76),
    getItemKey: keyAt,
    overscan: 6,
  });
  useRowKeys({ ids, ticketId, scroller, scrollTo: (index) => rows.scrollToIndex(index) });

  const shownRows = rows.getVirtualItems();
  const lastShown = shownRows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (page?.state === 'here' && page.next && lastShown >= ids.length - ahead) more();
  });

  const failed = page?.state === 'failed' || page?.state === 'cut';
  return (
    <div
      ref={scroller}
      className="flex-1 overflow-y-auto [overflow-anchor:none]"
      onPointerEnter={(event) => event.pointerType === 'mouse' && setBase(fresh)}
      onPointerLeave={() => setBase(null)}
      aria-busy={!started}
    >
      {tools && <tools.Listing name={keyOf(list, sort)} list={list} ids={started ? ids : null} />}
      <ul className="relative" style={{ height: rows.getTotalSize() }}>
        {shownRows.map(({ index, key, start }) => {
          const ticket = state.tickets[ids[index] ?? ''];
          if (!ticket) return null;
          return (
            <li
              key={key}
              className="group absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={ids.length}
              aria-posinset={index + 1}
            >
              <TicketRow
                ticket={ticket}
                contact={contactOf(state, ticket)}
                owner={ticket.ownerId ? state.members[ticket.ownerId] : undefined}
                status={statusOf(state, ticket)}
                selected={ticket.id === ticketId}
                unread={isUnread(state, ticket)}
                pending={changes.some((change) => change.ticketId === ticket.id)}
                onOpen={onOpen}
              />
              {tools && (
                <div className="absolute top-[50%] left-1.5 -translate-y-1/2">
                  <tools.RowCheck ticketId={ticket.id} name={ticket.name} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {!started && !failed && shapes.map((shape) => <TicketRowShape key={shape} />)}
      {started && ids.length === 0 && (where === null && view ? <EmptyView view={view} /> : tools && <tools.NoMatch />)}
      {failed && (
        <div role="alert" className="flex flex-col items-center gap-2 p-6 text-ink-2">
          {t('list.failed')}
          <Button size="small" onClick={more}>
            {t('list.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

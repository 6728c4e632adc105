import { useVirtualizer } from '@tanstack/react-virtual';
import { Columns3, ListFilter } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnread, meIn } from '../../shared/state.ts';
import { BulkBar } from '../bulk/bulkBar.tsx';
import { useNames, useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { useSteadyScroll } from '../connection/steadyScroll.ts';
import { useStore } from '../connection/store.ts';
import { meaningOf } from '../filters/meaning.ts';
import { NoMatch } from '../filters/noMatch.tsx';
import { howMany } from '../filters/shape.ts';
import { Trayed } from '../filters/trayed.tsx';
import { closeTray, openTray, useTrayOpen } from '../filters/trayOpen.ts';
import { keyOf } from '../tickets/asking.ts';
import { EmptyView } from '../tickets/emptyView.tsx';
import { LayoutSwitch } from '../tickets/layoutSwitch.tsx';
import { createListing } from '../tickets/list.ts';
import { useChoice, useList } from '../tickets/listChoice.ts';
import { Listing } from '../tickets/listing.tsx';
import { usePage } from '../tickets/pages.ts';
import { PutBackNote } from '../tickets/putBackNote.tsx';
import { isChosen } from '../tickets/selecting.ts';
import { selectionOf } from '../tickets/selection.ts';
import { useRowKeys } from '../tickets/useRowKeys.ts';
import { Button } from '../ui/button.tsx';
import { useNarrow } from '../ui/media.ts';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { Bar } from '../ui/skeleton.tsx';
import { useCountWord, useViewName } from '../views/counted.ts';
import { type PlaceView, usePlace } from '../views/place.ts';
import ViewMenu from '../views/viewMenu.tsx';
import { type Column, chosenColumns, useColumns, usualColumns } from './columns.ts';
import { Header } from './header.tsx';
import { Row } from './row.tsx';

const rowHeight = 36;
/** Pages are asked for when this many rows are left below the screen. */
const ahead = 25;
const shapes = Array.from({ length: 12 }, (_, index) => index);

/** A list as a table: columns of one's own choice, cells that are changed where they stand. */
export function TableScreen({ view }: { view: PlaceView }) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const { go } = usePlace();
  const state = useShown((shown) => shown);
  const me = useShown(meIn);
  const names = useNames();
  const choice = useChoice(view);
  const { sort, widths } = choice;
  const list = useList(view);
  const { page, more } = usePage(list, sort);
  const all = useColumns();
  const columns = useMemo(() => chosenColumns(all, choice.columns), [all, choice.columns]);
  const widthOf = useCallback((column: Column) => widths[column.key] ?? column.width, [widths]);
  const trayOpen = useTrayOpen();
  const narrow = useNarrow();
  const selection = useStore(selectionOf(screen).store, (now) => now);
  const changes = useScreenState((now) => now.changes);
  const putBack = useScreenState((now) => now.putBack);

  const boundary = page?.boundary ?? null;
  const started = page?.next !== undefined;
  const listing = useMemo(
    () => createListing(list.view, sort, list.where ? meaningOf(list.where) : undefined),
    [list, sort],
  );
  const ids = useMemo(() => (started ? listing(state, { boundary }) : []), [listing, state, boundary, started]);

  const scroller = useRef<HTMLDivElement>(null);
  useSteadyScroll(scroller);
  const keyAt = useCallback((index: number) => ids[index] ?? index, [ids]);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyAt,
    overscan: 8,
  });
  useRowKeys({ ids, ticketId: undefined, scroller, scrollTo: (index) => rows.scrollToIndex(index) });
  const shownRows = rows.getVirtualItems();
  const lastShown = shownRows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (page?.state === 'here' && page.next && lastShown >= ids.length - ahead) more();
  });
  const open = useCallback((id: string) => go(view, id), [go, view]);
  const title = useViewName(view);
  const count = useCountWord(view, list);
  const filters = howMany(list.where);
  const failed = page?.state === 'failed' || page?.state === 'cut';
  const setColumns = (keys: string[]) => choice.set({ columns: keys });
  const keys = columns.map(({ key }) => key);
  const whole = columns.reduce((sum, column) => sum + widthOf(column), 44);
  return (
    <main className="relative flex min-w-0 flex-1 flex-col bg-page" aria-label={t('table.label')}>
      <Listing name={keyOf(list, sort)} list={list} ids={started ? ids : null} />
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-4">
        {narrow ? (
          <ViewMenu title={title} count={count} />
        ) : (
          <h2 className="flex min-w-0 items-baseline gap-2">
            <span className="truncate text-list font-semibold">{title}</span>
            <span className="text-ink-3 tabular-nums">{count}</span>
          </h2>
        )}
        <span className="flex-1" />
        <Button
          size="small"
          look="quiet"
          aria-expanded={trayOpen}
          className={filters > 0 ? 'bg-sel! font-medium text-accent-ink!' : ''}
          onClick={() => (trayOpen ? closeTray() : openTray())}
        >
          <ListFilter className="size-4" aria-hidden />
          {filters > 0 ? common('list.filtered', { count: filters }) : common('list.filter')}
        </Button>
        <Menu
          align="end"
          trigger={
            <Button size="small">
              <Columns3 className="size-4" aria-hidden />
              {t('table.columns')}
            </Button>
          }
        >
          {all.map(({ key, name }) => (
            <MenuItem
              key={key}
              checked={keys.includes(key)}
              disabled={key === 'name'}
              onSelect={() => setColumns(keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key])}
            >
              {name}
            </MenuItem>
          ))}
          <MenuLine />
          <MenuItem onSelect={() => choice.set({ columns: usualColumns, widths: {} })}>{t('table.reset')}</MenuItem>
        </Menu>
        <LayoutSwitch view={view} words={!narrow} />
      </header>
      <Trayed view={view} />
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto [overflow-anchor:none]" aria-busy={!started}>
        <table className="block" style={{ width: whole }} aria-rowcount={ids.length + 1} aria-label={title}>
          <Header
            columns={columns}
            widthOf={widthOf}
            sort={sort}
            onSort={(next) => choice.set({ sort: next })}
            onWidth={(key, width) => choice.set({ widths: { ...widths, [key]: width } })}
            onColumns={setColumns}
          />
          <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
            {shownRows.map(({ index, key, start }) => {
              const ticket = state.tickets[ids[index] ?? ''];
              if (!ticket) return null;
              return (
                <Row
                  key={key}
                  start={start}
                  ticket={ticket}
                  columns={columns}
                  widthOf={widthOf}
                  names={names}
                  me={me}
                  unread={isUnread(state, ticket)}
                  chosen={isChosen(selection, ticket.id)}
                  pending={changes.some((change) => change.ticketId === ticket.id)}
                  onOpen={open}
                />
              );
            })}
          </tbody>
        </table>
        {!started &&
          !failed &&
          shapes.map((shape) => (
            <div key={shape} className="flex h-9 items-center border-b border-line px-4">
              <Bar className="h-2.5 w-72" />
            </div>
          ))}
        {started &&
          ids.length === 0 &&
          (list.where === null && list.view ? <EmptyView view={list.view} /> : <NoMatch />)}
        {failed && (
          <div role="alert" className="flex flex-col items-center gap-2 p-6 text-ink-2">
            {common('list.failed')}
            <Button size="small" onClick={more}>
              {common('list.retry')}
            </Button>
          </div>
        )}
      </div>
      {putBack.length > 0 && (
        <div className="absolute bottom-4 left-4 z-20 flex w-96 flex-col gap-2">
          {putBack.map((put) => {
            const ticket = state.tickets[put.ticketId];
            return (
              ticket && (
                <PutBackNote key={`${put.ticketId} ${put.property}`} ticket={ticket} properties={[put.property]} />
              )
            );
          })}
        </div>
      )}
      <BulkBar view={view} />
    </main>
  );
}

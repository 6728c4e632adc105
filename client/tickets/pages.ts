import { useEffect } from 'react';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import { merge } from '../../shared/state.ts';
import type { ViewId } from '../../shared/views.ts';
import { fromTheStart, type Page } from '../connection/reach.ts';
import { reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';
import type { QuickFilter } from './list.ts';

/** Some screens' worth of rows, so that scrolling seldom meets the end. */
const pageSize = 60;

const keyOf = (view: ViewId, sort: TicketSort, filter: QuickFilter) => `${view} ${sort} ${JSON.stringify(filter)}`;

/** Reads the next page of a list, unless one is on its way or there is no more. */
async function loadMore(screen: Screen, view: ViewId, sort: TicketSort, filter: QuickFilter): Promise<void> {
  const key = keyOf(view, sort, filter);
  const { generation, pages } = screen.store.get();
  const known = pages[key];
  const page = known?.generation === generation ? known : undefined;
  if (page?.state === 'loading' || page?.next === null) return;
  const put = (next: Page) =>
    screen.store.set((state) => {
      // The list read last stands last.
      const { [key]: _before, ...others } = state.pages;
      return { ...state, pages: { ...others, [key]: next } };
    });
  const before: Page = page ?? { state: 'loading', boundary: null, next: undefined, generation };
  put({ ...before, state: 'loading' });
  try {
    const { value, seq } = await screen.ask('ticket.list', {
      filter: { ...filter, view },
      sort,
      limit: pageSize,
      cursor: before.next === fromTheStart ? null : before.next,
    });
    if (screen.store.get().generation !== generation) return;
    screen.learn((state) => merge(state, seq, { tickets: value.items, contacts: value.contacts, marks: value.marks }));
    const boundary = value.next === null ? null : (value.items.at(-1) ?? before.boundary);
    put({ state: 'here', next: value.next, boundary, generation });
  } catch (error) {
    const state = reasonOf(error) === 'unreachable' ? 'cut' : 'failed';
    if (screen.store.get().generation === generation) put({ ...before, state });
  }
}

/** How far the list has been read, reading its first page if need be. */
export function usePage(
  view: ViewId,
  sort: TicketSort,
  filter: QuickFilter,
): { page: Page | undefined; more: () => void } {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const known = useScreenState((state) => state.pages[keyOf(view, sort, filter)]);
  const page = known?.generation === generation ? known : undefined;
  const live = useScreenState((state) => state.line.at === 'live');
  const wanted = page === undefined || (page.state === 'cut' && live);
  useEffect(() => {
    if (wanted) void loadMore(screen, view, sort, filter);
  }, [screen, view, sort, filter, wanted]);
  return { page, more: () => void loadMore(screen, view, sort, filter) };
}

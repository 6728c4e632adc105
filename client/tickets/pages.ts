import { useEffect } from 'react';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import { fromTheStart, type Page } from '../connection/reach.ts';
import { reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';
import { keyOf, pageOf } from './asking.ts';
import type { ListOf } from './list.ts';
import { readTickets } from './reading.ts';

/** Reads the next page of a list, unless one is on its way or there is no more. */
async function loadMore(screen: Screen, list: ListOf, sort: TicketSort): Promise<void> {
  const key = keyOf(list, sort);
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
    const cursor = before.next === fromTheStart ? null : (before.next ?? null);
    const answer = await readTickets(screen, pageOf(list, sort, cursor));
    if (!answer) return;
    const { value } = answer;
    const boundary = value.next === null ? null : (value.items.at(-1) ?? before.boundary);
    put({ state: 'here', next: value.next, boundary, generation });
  } catch (error) {
    const state = reasonOf(error) === 'unreachable' ? 'cut' : 'failed';
    if (screen.store.get().generation === generation) put({ ...before, state });
  }
}

/** How far the list has been read, reading its first page if need be. */
export function usePage(list: ListOf, sort: TicketSort): { page: Page | undefined; more: () => void } {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const known = useScreenState((state) => state.pages[keyOf(list, sort)]);
  const page = known?.generation === generation ? known : undefined;
  const live = useScreenState((state) => state.line.at === 'live');
  const wanted = page === undefined || (page.state === 'cut' && live);
  useEffect(() => {
    if (wanted) void loadMore(screen, list, sort);
  }, [screen, list, sort, wanted]);
  return { page, more: () => void loadMore(screen, list, sort) };
}

import { useEffect } from 'react';
import { useScreen } from '../connection/screenContext.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { useWatchedCount } from '../views/liveCounts.ts';
import type { ListOf } from './list.ts';
import { selectionOf } from './selection.ts';

interface ListingProps {
  /** Names the list and its order. */
  name: string;
  list: ListOf;
  /** Its rows as they are shown; null while they are not known. */
  ids: readonly string[] | null;
}

/** Says which rows are on the screen, so that some of them can be chosen, and has them counted. */
export function Listing({ name, list, ids }: ListingProps) {
  const here = selectionOf(useScreen());
  useEffect(() => {
    if (ids) here.show({ name, list }, ids);
  }, [here, name, list, ids]);
  useWatchedCount(list);
  useAction('select', () => {
    const focused = document.activeElement;
    const row = focused instanceof HTMLElement ? focused.closest<HTMLElement>('[data-ticket]') : null;
    const id = row?.dataset.ticket;
    if (id) here.toggle(id, false);
  });
  return null;
}

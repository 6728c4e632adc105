import type { RefObject } from 'react';
import { useAction } from '../keyboard/keyboard.ts';

interface Rows {
  ids: readonly string[];
  ticketId: string | undefined;
  scroller: RefObject<HTMLElement | null>;
  scrollTo: (index: number) => void;
}

/** How many frames a row that is scrolled to may take to appear. */
const patience = 20;

/** `j` and `k` walk the rows by moving the focus, so Enter opens and the ring shows where one is. */
export function useRowKeys({ ids, ticketId, scroller, scrollTo }: Rows): void {
  const focus = (id: string, tries = patience) => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-ticket="${id}"]`);
    if (row) row.focus({ preventScroll: true });
    else if (tries > 0) requestAnimationFrame(() => focus(id, tries - 1));
  };
  const walk = (step: 1 | -1) => {
    const focused = document.activeElement;
    const here = focused instanceof HTMLElement ? (focused.dataset.ticket ?? ticketId) : ticketId;
    const at = here === undefined ? -1 : ids.indexOf(here);
    const index = at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step));
    const id = ids[index];
    if (id === undefined) return;
    scrollTo(index);
    focus(id);
  };
  useAction('next', () => walk(1));
  useAction('previous', () => walk(-1));
}

import { useEffect, useMemo } from 'react';
import { canEdit } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { ticketOrder } from '../../shared/order.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { readTicket, useReadToChoose } from '../tickets/reading.ts';

/** A choice is made at a glance. */
const shownAtMost = 8;

/** What a ticket may be merged with: the same customers' tickets first, then what is typed, by number or name. */
export function useCandidates(ticket: TicketView, wanted: string): TicketView[] {
  const screen = useScreen();
  const state = useShown((shown) => shown);
  useReadToChoose(ticket.contactIds[0]);
  const words = wanted.trim().replace(/^#/, '').toLowerCase();
  const number = /^\d{1,9}$/.test(words) ? Number(words) : 0;
  const known = Object.values(state.tickets).some((one) => one.number === number);
  useEffect(() => {
    if (number < 1 || known) return;
    const timer = setTimeout(() => {
      screen
        .ask('ticket.byNumber', { number })
        .then(({ value }) => readTicket(screen, value.ticketId))
        .catch(() => {});
    }, 200);
    return () => clearTimeout(timer);
  }, [screen, number, known]);
  return useMemo(() => {
    const me = meIn(state);
    const theirs = ({ contactIds }: TicketView) => Number(contactIds.some((id) => ticket.contactIds.includes(id)));
    const exact = (one: TicketView) =>
      Number(one.number === number || (one.merged ?? []).some((former) => former.number === number));
    return Object.values(state.tickets)
      .filter((one) => one.id !== ticket.id && !one.spamAt && !one.trashedAt && canEdit(me, one))
      .filter((one) => exact(one) || String(one.number).startsWith(words) || one.name.toLowerCase().includes(words))
      .sort((a, b) => exact(b) - exact(a) || theirs(b) - theirs(a) || ticketOrder.activity(a, b))
      .slice(0, shownAtMost);
  }, [state, ticket, words, number]);
}

import { useEffect, useMemo } from 'react';
import { canEdit } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { ticketOrder } from '../../shared/order.ts';
import { meIn, merge } from '../../shared/state.ts';
import { readInto } from '../connection/readInto.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';

/** A choice is made at a glance. */
const shownAtMost = 8;
/** So many of the latest tickets can be found without having been seen before. */
const readAtOnce = 200;

/** What a ticket may be merged with: the same customers' tickets first, then what is typed, by number or name. */
export function useCandidates(ticket: TicketView, wanted: string): TicketView[] {
  const screen = useScreen();
  const state = useShown((shown) => shown);
  const contactId = ticket.contactIds[0];
  useEffect(() => {
    for (const list of [{}, ...(contactId ? [{ filter: { contactId } }] : [])]) {
      readInto(screen, 'ticket.list', { ...list, limit: readAtOnce }, (known, { value, seq }) =>
        merge(known, seq, { tickets: value.items, contacts: value.contacts }),
      ).catch(() => {});
    }
  }, [screen, contactId]);
  const words = wanted.trim().replace(/^#/, '').toLowerCase();
  const number = /^\d{1,9}$/.test(words) ? Number(words) : 0;
  const known = Object.values(state.tickets).some((one) => one.number === number);
  useEffect(() => {
    if (number < 1 || known) return;
    const timer = setTimeout(() => {
      screen
        .ask('ticket.byNumber', { number })
        .then(({ value: { ticketId } }) =>
          readInto(screen, 'ticket.get', { ticketId }, (now, { value, seq }) =>
            merge(now, seq, { tickets: [value.ticket], contacts: value.contacts }),
          ),
        )
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

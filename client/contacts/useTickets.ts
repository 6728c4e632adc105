import { useEffect, useMemo, useState } from 'react';
import { canSee } from '../../shared/access.ts';
import type { TicketFilter } from '../../shared/contract/tickets.ts';
import type { TicketView } from '../../shared/entities.ts';
import { ticketOrder } from '../../shared/order.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { readTickets } from '../tickets/reading.ts';

const readAtMost = 20;

/** Tickets of these filters that the reader may see, last touched first; events keep them true. `read`: asked for. */
export function useTickets(
  filters: readonly TicketFilter[],
  belongs: (ticket: TicketView) => boolean,
): { tickets: TicketView[]; read: boolean } {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const me = useShown(meIn);
  const known = useShown((state) => state.tickets);
  const asked = JSON.stringify(filters);
  const [answered, setAnswered] = useState('');
  useEffect(() => {
    if (generation === 0) return;
    let here = true;
    const wanted: TicketFilter[] = JSON.parse(asked);
    const work = wanted.map((filter) => readTickets(screen, { filter, limit: readAtMost }));
    Promise.all(work).then(
      () => here && setAnswered(asked),
      () => {},
    );
    return () => {
      here = false;
    };
  }, [screen, asked, generation]);
  const tickets = useMemo(
    () =>
      Object.values(known)
        .filter((ticket) => belongs(ticket) && canSee(me, ticket))
        .sort(ticketOrder.activity)
        .slice(0, readAtMost),
    [known, me, belongs],
  );
  return { tickets, read: answered === asked };
}

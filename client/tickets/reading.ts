import { useEffect } from 'react';
import type { Input } from '../../shared/contract.ts';
import type { Id } from '../../shared/ids.ts';
import { merge } from '../../shared/state.ts';
import { readInto } from '../connection/readInto.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen } from '../connection/screenContext.ts';

/** A page of tickets; the screen knows them from then on. Null as for `readInto`. */
export const readTickets = (screen: Screen, page: Input<'ticket.list'>) =>
  readInto(screen, 'ticket.list', page, (known, { value, seq }) =>
    merge(known, seq, { tickets: value.items, contacts: value.contacts, marks: value.marks }),
  );

/** The same of one ticket, or of what it was merged into. */
export const readTicket = (screen: Screen, ticketId: Id) =>
  readInto(screen, 'ticket.get', { ticketId }, (known, { value, seq }) =>
    merge(known, seq, { tickets: [value.ticket], contacts: value.contacts }),
  );

/** So many of the latest tickets can be found without having been seen before. */
const readAtOnce = 200;

/** Where one ticket is to be chosen: the latest are read, and those of the contact it is about. */
export function useReadToChoose(contactId: Id | null | undefined): void {
  const screen = useScreen();
  useEffect(() => {
    const filters = contactId ? [undefined, { contactId }] : [undefined];
    // What can't be read can't be chosen; what is known already can.
    for (const filter of filters) readTickets(screen, { filter, limit: readAtOnce }).catch(() => {});
  }, [screen, contactId]);
}

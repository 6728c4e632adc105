import { useEffect, useState } from 'react';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';

function useLooking(): boolean {
  const [looking, setLooking] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setLooking(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return looking;
}

/** Whoever has the conversation before him has read it: on all his screens, and also what came while he was offline. */
export function useReadMark(ticket: TicketView | undefined, shown: boolean): void {
  const screen = useScreen();
  const looking = useLooking();
  const live = useScreenState((state) => state.line.at === 'live');
  const ticketId = ticket?.id;
  const seq = ticket?.lastInSeq ?? 0;
  useEffect(() => {
    if (!ticketId || seq === 0 || !shown || !looking || !live) return;
    const mark = screen.store.get().known?.marks[ticketId];
    if ((mark?.readSeq ?? 0) >= seq) return;
    // What fails is asked again when the line is back, or the ticket is opened again.
    screen.ask('ticket.markRead', { ticketId, seq }).catch(() => {});
  }, [screen, ticketId, seq, shown, looking, live]);
}

import type { Presence } from '../../shared/presence.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';

const nobody: readonly Presence[] = [];

/** Who is at a ticket, the reader himself included. While the line is down nobody knows, so nobody is. */
export function usePresence(ticketId: string): readonly Presence[] {
  const screen = useScreen();
  const live = useScreenState((state) => state.line.at === 'live');
  const there = useStore(screen.presence, (tickets) => tickets[ticketId] ?? nobody);
  return live ? there : nobody;
}

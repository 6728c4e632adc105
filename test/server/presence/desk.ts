import { io, type Socket } from 'socket.io-client';
import type { Intent, Presence, PresenceNews, Statement } from '../../../shared/presence.ts';
import { until } from '../../support/until.ts';

/** A screen as far as presence goes: what it says, and what it hears. */
export interface Watcher {
  say(statement: Partial<Statement> | string): void;
  /** Who is at the ticket, as this screen has heard; its own reader included. */
  at(ticketId: string): Presence[];
  /** Everything that was said of the ticket, in order. */
  heardOf(ticketId: string): Presence[][];
  until(what: string, isSo: () => boolean): Promise<void>;
  /** Waits until this is what one member does at the ticket; null when he is not there at all. */
  untilDoing(memberId: string, ticketId: string, doing: Intent | 'draft' | null): Promise<void>;
  close(): void;
  /** From now on it neither hears nor says anything, as if its tab or its network were dead; the line stays as it is. */
  freeze(): void;
}

export async function openWatcher(url: string, token: string): Promise<Watcher> {
  const socket: Socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } });
  let known: Record<string, Presence[]> = {};
  const heard: Record<string, Presence[][]> = {};
  let whole = false;
  socket.on('presence', (news: PresenceNews) => {
    whole ||= news.whole;
    known = news.whole ? news.tickets : { ...known, ...news.tickets };
    for (const [id, people] of Object.entries(news.tickets)) heard[id] = [...(heard[id] ?? []), people];
  });
  await until('presence is told', () => whole);
  const at = (ticketId: string) => known[ticketId] ?? [];
  const watcher: Watcher = {
    say: (statement) =>
      void socket.emit(
        'presence',
        typeof statement === 'string' ? statement : { ticketId: null, doing: 'viewing', drafts: [], ...statement },
      ),
    at,
    heardOf: (ticketId) => heard[ticketId] ?? [],
    until: (what, isSo) =>
      until(what, isSo).catch((error: Error) => {
        throw new Error(`${error.message}; known: ${JSON.stringify(known)}`);
      }),
    untilDoing(memberId, ticketId, doing) {
      return watcher.until(`${memberId} is ${doing} at ${ticketId}`, () => {
        const one = at(ticketId).find((person) => person.memberId === memberId);
        if (doing === 'draft') return one?.draft === true && one.doing === null;
        return (one?.doing ?? null) === doing && (doing !== null || !one);
      });
    },
    close: () => void socket.disconnect(),
    freeze() {
      const { transport } = socket.io.engine as unknown as { transport: { ws: { pause(): void } } };
      transport.ws.pause();
    },
  };
  return watcher;
}

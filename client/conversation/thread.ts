import { useEffect } from 'react';
import { merge, mergeTimeline, openTimeline } from '../../shared/state.ts';
import { perScreen } from '../connection/perScreen.ts';
import { type Reason, reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';
import { createStore, useStore } from '../connection/store.ts';

/** How far a ticket's conversation has been read. */
export interface Thread {
  /** `gone`: not there, or not for this reader. `cut`: no answer came; asked again when the line is back. */
  state: 'loading' | 'here' | 'gone' | 'cut' | 'failed';
  /** Where earlier messages go on; null when all are here. */
  earlier: string | null;
  generation: number;
}

const messagesAtOnce = 50;
const entriesAtOnce = 200;

const stateFor = (reason: Reason): Thread['state'] => {
  if (reason === 'notFound' || reason === 'invalid') return 'gone';
  return reason === 'unreachable' ? 'cut' : 'failed';
};

const threadsOf = perScreen(() => createStore<Readonly<Record<string, Thread>>>({}));

const put = (screen: Screen, ticketId: string, thread: Thread) =>
  threadsOf(screen).set((all) => ({ ...all, [ticketId]: thread }));

/** Reads a conversation. From then on events keep it true, so coming back needs no reading. */
async function open(screen: Screen, ticketId: string): Promise<void> {
  const { generation } = screen.store.get();
  put(screen, ticketId, { state: 'loading', earlier: null, generation });
  screen.learn((state) => openTimeline(state, ticketId));
  const [ticket, messages, history] = await Promise.allSettled([
    screen.ask('ticket.get', { ticketId }),
    screen.ask('message.list', { ticketId, limit: messagesAtOnce }),
    screen.ask('ticket.history', { ticketId, limit: entriesAtOnce }),
  ]);
  if (screen.store.get().generation !== generation) return;
  if (ticket.status === 'rejected' || messages.status === 'rejected' || history.status === 'rejected') {
    const failed = [ticket, messages, history].find((result) => result.status === 'rejected');
    const reason = reasonOf(failed?.reason);
    return put(screen, ticketId, { state: stateFor(reason), earlier: null, generation });
  }
  const { ticket: read, contacts } = ticket.value.value;
  screen.learn((state) => {
    const known = merge(state, ticket.value.seq, { tickets: [read], contacts });
    return mergeTimeline(known, ticketId, { messages: messages.value.value.items, entries: history.value.value.items });
  });
  put(screen, ticketId, { state: 'here', earlier: messages.value.value.next, generation });
}

async function readEarlier(screen: Screen, ticketId: string): Promise<void> {
  const thread = threadsOf(screen).get()[ticketId];
  if (!thread?.earlier) return;
  const { value } = await screen.ask('message.list', { ticketId, limit: messagesAtOnce, cursor: thread.earlier });
  if (screen.store.get().generation !== thread.generation) return;
  screen.learn((state) => mergeTimeline(state, ticketId, { messages: value.items }));
  put(screen, ticketId, { ...thread, earlier: value.next });
}

export function useThread(ticketId: string): {
  thread: Thread | undefined;
  retry: () => void;
  earlier: () => Promise<void>;
} {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const known = useStore(threadsOf(screen), (threads) => threads[ticketId]);
  const thread = known?.generation === generation ? known : undefined;
  const missing = thread === undefined;
  const live = useScreenState((state) => state.line.at === 'live');
  const retryable = thread?.state === 'cut' && live;
  useEffect(() => {
    if (missing || retryable) void open(screen, ticketId);
  }, [screen, ticketId, missing, retryable]);
  return {
    thread,
    retry: () => void open(screen, ticketId),
    earlier: () => readEarlier(screen, ticketId).catch(() => {}),
  };
}

import { useEffect } from 'react';
import { merge, mergeTimeline, openTimeline } from '../../shared/state.ts';
import { fromTheStart, type Thread, type ThreadReach } from '../connection/reach.ts';
import { type Reason, reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen, useScreenState } from '../connection/screenContext.ts';

/** Before this moment something may be missing, so nothing is shown of it; empty when all is here. */
export const floorOf = ({ messages, comments }: Pick<Thread, 'messages' | 'comments'>): string =>
  [messages.from, comments.from].sort().at(-1) ?? '';

const all: ThreadReach = { next: null, from: '' };

/** Pages come newest first. */
const reachOf = ({ items, next }: { items: readonly { at: string }[]; next: string | null }): ThreadReach =>
  next === null ? all : { next, from: items.at(-1)?.at ?? '' };

const messagesAtOnce = 50;
const commentsAtOnce = 50;
/** Looking for one comment, pages are longer. */
const lookedThroughAtOnce = 200;
const entriesAtOnce = 200;

const stateFor = (reason: Reason): Thread['state'] => {
  if (reason === 'notFound' || reason === 'invalid') return 'gone';
  return reason === 'unreachable' ? 'cut' : 'failed';
};

/** The one read last stands last. */
const put = (screen: Screen, ticketId: string, thread: Thread) =>
  screen.store.set((state) => {
    const { [ticketId]: _before, ...others } = state.threads;
    return { ...state, threads: { ...others, [ticketId]: thread } };
  });

/** Reads a conversation. From then on events keep it true, so coming back needs no reading. */
async function open(screen: Screen, ticketId: string): Promise<void> {
  const { generation } = screen.store.get();
  const unread = { messages: all, comments: all, generation };
  put(screen, ticketId, { state: 'loading', ...unread });
  screen.learn((state) => openTimeline(state, ticketId));
  const [ticket, messages, comments, history] = await Promise.allSettled([
    screen.ask('ticket.get', { ticketId }),
    screen.ask('message.list', { ticketId, limit: messagesAtOnce }),
    screen.ask('comment.list', { ticketId, limit: commentsAtOnce }),
    screen.ask('ticket.history', { ticketId, limit: entriesAtOnce }),
  ]);
  if (screen.store.get().generation !== generation) return;
  if (
    ticket.status === 'rejected' ||
    messages.status === 'rejected' ||
    comments.status === 'rejected' ||
    history.status === 'rejected'
  ) {
    const failed = [ticket, messages, comments, history].find((result) => result.status === 'rejected');
    const reason = reasonOf(failed?.reason);
    return put(screen, ticketId, { state: stateFor(reason), ...unread });
  }
  const { ticket: read, contacts, companies, mark } = ticket.value.value;
  if (read.id !== ticketId) {
    // It was merged into another, which is what has been read: the screen goes there.
    screen.learn((state) => {
      const { [ticketId]: _notIts, ...timelines } = state.timelines;
      return merge({ ...state, timelines }, ticket.value.seq, { tickets: [read], contacts, companies });
    });
    return put(screen, ticketId, { state: 'gone', ...unread });
  }
  screen.learn((state) => {
    const known = merge(state, ticket.value.seq, { tickets: [read], contacts, companies, marks: mark ? [mark] : [] });
    return mergeTimeline(known, ticketId, {
      messages: messages.value.value.items,
      comments: comments.value.value.items,
      entries: history.value.value.items,
    });
  });
  put(screen, ticketId, {
    state: 'here',
    messages: reachOf(messages.value.value),
    comments: reachOf(comments.value.value),
    generation,
  });
}

/** Reads on where the conversation breaks off; false when there is no more, or reading failed. */
async function readEarlier(screen: Screen, ticketId: string, limit = messagesAtOnce): Promise<boolean> {
  const thread = screen.store.get().threads[ticketId];
  if (!thread) return false;
  const which = thread.messages.from === floorOf(thread) ? 'messages' : 'comments';
  const cursor = thread[which].next;
  if (cursor === null) return false;
  const page = cursor === fromTheStart ? { ticketId, limit: lookedThroughAtOnce } : { ticketId, limit, cursor };
  const { value } = await (which === 'messages' ? screen.ask('message.list', page) : screen.ask('comment.list', page));
  if (screen.store.get().generation !== thread.generation) return false;
  screen.learn((state) => mergeTimeline(state, ticketId, { [which]: value.items }));
  put(screen, ticketId, { ...thread, [which]: reachOf(value) });
  return true;
}

/** Reads back until this comment is shown. False: it is not in this conversation. */
export async function readUpTo(screen: Screen, ticketId: string, id: string): Promise<boolean> {
  for (;;) {
    const thread = screen.store.get().threads[ticketId];
    const timeline = screen.store.get().known?.timelines[ticketId];
    const wanted = timeline?.comments[id] ?? timeline?.messages[id];
    if (wanted && thread && wanted.at >= floorOf(thread)) return true;
    if (!(await readEarlier(screen, ticketId, lookedThroughAtOnce))) return false;
  }
}

export function useThread(ticketId: string): {
  thread: Thread | undefined;
  retry: () => void;
  earlier: () => Promise<void>;
} {
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const known = useScreenState((state) => state.threads[ticketId]);
  const thread = known?.generation === generation ? known : undefined;
  /** It was closed to the reader, or merged away, and has come back. */
  const returned = useScreenState(
    ({ known: state }) =>
      state?.tickets[ticketId] !== undefined &&
      (thread?.state === 'gone' || (thread?.state === 'here' && !state.timelines[ticketId])),
  );
  const missing = thread === undefined || returned;
  const live = useScreenState((state) => state.line.at === 'live');
  const retryable = thread?.state === 'cut' && live;
  useEffect(() => {
    if (missing || retryable) void open(screen, ticketId);
  }, [screen, ticketId, missing, retryable]);
  return {
    thread,
    retry: () => void open(screen, ticketId),
    earlier: () =>
      readEarlier(screen, ticketId).then(
        () => {},
        () => {},
      ),
  };
}

import { v7 as uuid } from 'uuid';
import type { CallName, Input } from '../../shared/contract.ts';
import type { MessageView } from '../../shared/entities.ts';
import type { Event } from '../../shared/events.ts';
import { applyEvent, heardUpTo, type State, stateOf } from '../../shared/state.ts';
import { type Line, lineAfter, type Signal } from './line.ts';
import { type Change, shownOf, unsettled } from './overlay.ts';
import type { Answer } from './post.ts';
import { type Reason, reasonOf } from './refused.ts';
import { createStore, type Store } from './store.ts';
import { createWire } from './wire.ts';

/** A change that was put back, kept beside the thing until it is dismissed or tried again. */
export interface PutBack {
  ticketId: string;
  property: Change['property'];
  reason: Reason;
}

export interface ScreenState {
  /** What the server has said; null until the first snapshot, and after rights have changed. */
  known: State | null;
  /** `known` with the reader's own unsettled changes over it. */
  shown: State | null;
  changes: readonly Change[];
  /** Replies on their way to the server. */
  outgoing: readonly MessageView[];
  putBack: readonly PutBack[];
  /** Counts the snapshots: pages read under an older one are void. */
  generation: number;
  line: Line;
}

export interface Screen {
  store: Store<ScreenState>;
  /** A question, or a command under an id of its own. */
  ask<N extends CallName>(name: N, input: Input<N>, id?: string): Promise<Answer<N>>;
  /** Changes what is known, by what has been read. */
  learn(change: (known: State) => State): void;
  update(change: (state: ScreenState) => ScreenState): void;
  token(): Promise<string>;
  close(): void;
}

export interface Holder {
  /** A token that is good for a while yet. */
  token(): Promise<string>;
  /** The server no longer takes the token. */
  refused(): Promise<void>;
  ended(reason: string): void;
}

const settle = (state: ScreenState): ScreenState => {
  if (!state.known) return { ...state, shown: null };
  const { known } = state;
  const changes = unsettled(known, state.changes);
  const waiting = state.outgoing.filter((message) => !known.timelines[message.ticketId]?.messages[message.id]);
  const outgoing = waiting.length === state.outgoing.length ? state.outgoing : waiting;
  return { ...state, changes, outgoing, shown: shownOf(known, changes) };
};

const empty: ScreenState = {
  known: null,
  shown: null,
  changes: [],
  outgoing: [],
  putBack: [],
  generation: 0,
  line: { at: 'connecting' },
};

/** How often the line is looked at. */
const tick = 1000;
const retryAfter = 1000;

/** Soon, and not more often than can be seen; a hidden page does not draw, but counts in its title. */
const nextDrawing = (does: () => void) => {
  if (document.visibilityState === 'visible') requestAnimationFrame(does);
  else setTimeout(does, 250);
};

/** Keeps a screen true: connects, loads, applies events, notices silence, heals itself. */
export function createScreen(holder: Holder): Screen {
  const store = createStore(empty);
  let loading = false;
  let closed = false;
  /** Events that have come and are not applied yet: a storm of them is one change to look at. */
  let inbox: Event[] = [];
  let drawing = false;

  const update = (change: (state: ScreenState) => ScreenState) => store.set((state) => settle(change(state)));
  const learn = (change: (known: State) => State) =>
    update((state) => (state.known ? { ...state, known: change(state.known) } : state));
  const signal = (name: Signal) => store.set((state) => ({ ...state, line: lineAfter(state.line, name, Date.now()) }));
  const position = () => {
    const { known } = store.get();
    return known && !loading ? { epoch: known.epoch, seq: known.seq } : null;
  };

  const wire = createWire(holder.token, position, {
    connected: () => signal('connected'),
    lost: () => signal('lost'),
    refused: (code) => {
      signal('failed');
      if (code === 'failed') return;
      const asked = code === 'unauthenticated' ? holder.refused() : Promise.resolve();
      void asked.then(() => setTimeout(() => !closed && wire.renew(), retryAfter));
    },
    event: (event) => {
      inbox.push(event);
      if (drawing) return;
      drawing = true;
      nextDrawing(() => {
        drawing = false;
        takeIn();
      });
    },
    ready: ({ epoch, seq }) => {
      const { known } = store.get();
      if (known && known.epoch !== epoch) return forget();
      if (!known || loading) return void load();
      takeIn();
      learn((now) => heardUpTo(now, seq));
      signal('ready');
    },
    reset: forget,
    beat: (seq) => {
      takeIn();
      if (!loading) learn((known) => heardUpTo(known, seq));
      signal('beat');
    },
    ended: holder.ended,
  });

  /** Waits for the snapshot, if that is still on its way. */
  function takeIn() {
    if (loading || inbox.length === 0 || !store.get().known) return;
    const events = inbox;
    inbox = [];
    learn((known) => events.reduce(applyEvent, known));
  }

  /** Rights or the log have changed: nothing known may be shown until the server has said it again. */
  function forget() {
    inbox = [];
    update((state) => ({ ...state, known: null, changes: [], putBack: [] }));
    void load();
  }

  /** What is being loaded is void already: rights changed underneath. */
  let again = false;

  async function load() {
    again = loading;
    if (loading) return;
    loading = true;
    try {
      const { value } = await wire.ask('screen.load', {}, uuid());
      if (again) return;
      const known = inbox.reduce(applyEvent, stateOf(value));
      inbox = [];
      update((state) => ({ ...state, known, generation: state.generation + 1 }));
      signal('ready');
    } catch (error) {
      if (reasonOf(error) === 'unauthenticated') void holder.refused();
      setTimeout(() => !closed && !store.get().known && void load(), retryAfter);
    } finally {
      loading = false;
      if (again) void load();
    }
  }

  const watch = () => {
    const before = store.get().line;
    signal('tick');
    if (before.at === 'live' && store.get().line.at === 'offline') wire.renew();
  };
  const wake = () => {
    if (document.visibilityState === 'visible') watch();
  };
  const renew = () => wire.renew();
  const timer = setInterval(watch, tick);
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', renew);
  window.addEventListener('offline', renew);

  return {
    store,
    update,
    learn,
    token: holder.token,
    ask: (name, input, id = uuid()) => wire.ask(name, input, id),
    close() {
      closed = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', renew);
      window.removeEventListener('offline', renew);
      wire.close();
    },
  };
}

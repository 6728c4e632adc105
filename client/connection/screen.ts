import { v7 as uuid } from 'uuid';
import type { CallName, Input } from '../../shared/contract.ts';
import type { Presence, Statement } from '../../shared/presence.ts';
import { applyEvent, heardUpTo, type State, stateOf } from '../../shared/state.ts';
import { createInbox } from './inbox.ts';
import { lineAfter, type Signal } from './line.ts';
import type { Answer } from './post.ts';
import { probeWhile } from './probe.ts';
import { reasonOf } from './refused.ts';
import { beginning, emptyScreen, forgotten, type Remembered, type ScreenState, settled } from './screenState.ts';
import { createStore, type Store } from './store.ts';
import { watchLine } from './watch.ts';
import { createWire } from './wire.ts';

export interface Screen {
  /** Who looks at it, in which workspace; what this device keeps of it goes by that. */
  owner: string;
  store: Store<ScreenState>;
  /** A question, or a command under an id of its own. */
  ask<N extends CallName>(name: N, input: Input<N>, id?: string): Promise<Answer<N>>;
  /** Changes what is known, by what has been read. */
  learn(change: (known: State) => State): void;
  update(change: (state: ScreenState) => ScreenState): void;
  /** Who is at which ticket, as far as is known; colleagues and the reader himself. */
  presence: Store<Readonly<Record<string, readonly Presence[]>>>;
  /** Says what the reader is doing. */
  say(statement: Statement): void;
  token(): Promise<string>;
  /** Nobody looks at it any more. */
  isClosed(): boolean;
  close(): void;
}

/** Who is signed in, as far as a screen needs to know. */
export interface Holder {
  owner: string;
  /** What an earlier visit has left on this device; null when nothing has. Never fails, and takes no time to speak of. */
  remembered: Promise<Remembered | null>;
  /** A token that is good for a while yet. */
  token(): Promise<string>;
  /** The server no longer takes the token. */
  refused(): Promise<void>;
  /** The server can be reached again: asking for a token that still hangs is given up. */
  hurry(): Promise<void>;
  ended(reason: string): void;
}

const retryAfter = 1000;

/** Keeps a screen true: connects, loads, applies events, notices silence, heals itself. */
export function createScreen(holder: Holder): Screen {
  const store = createStore(emptyScreen);
  const inbox = createInbox(takeIn);
  const presence = createStore<Readonly<Record<string, readonly Presence[]>>>({});
  let loading = false;
  /** What is being loaded is void already: rights changed underneath. */
  let again = false;
  let closed = false;

  const update = (change: (state: ScreenState) => ScreenState) => store.set((state) => settled(change(state)));
  const learn = (change: (known: State) => State) =>
    update((state) => (state.known ? { ...state, known: change(state.known) } : state));
  const signal = (name: Signal) =>
    store.set((state) => {
      const line = lineAfter(state.line, name, Date.now());
      return { ...state, line, confirmed: state.confirmed || line.at === 'live' };
    });
  const position = () => {
    const { known } = store.get();
    return known && !loading ? { epoch: known.epoch, seq: known.seq } : null;
  };
  const later = (does: () => void) => setTimeout(() => !closed && does(), retryAfter);

  const begun = holder.remembered.then((left) => {
    if (left && !closed) store.set((state) => beginning(state, left));
  });
  /** Where this screen stands is known once it has begun. */
  const token = () => begun.then(holder.token);

  const wire = createWire(token, position, {
    connected: () => signal('connected'),
    lost: () => signal('lost'),
    refused: (code) => {
      signal('failed');
      if (code === 'failed') return;
      const asked = code === 'unauthenticated' ? holder.refused() : Promise.resolve();
      void asked.then(() => later(wire.renew));
    },
    event: inbox.add,
    ready: ({ epoch, seq }) => {
      const { known } = store.get();
      if (known && known.epoch !== epoch) return forget();
      if (!known || loading) return void load();
      hear(seq);
      signal('ready');
    },
    reset: forget,
    beat: (seq) => {
      hear(seq);
      signal('beat');
    },
    ended: holder.ended,
    presence: ({ whole, tickets }) => presence.set((now) => (whole ? tickets : { ...now, ...tickets })),
  });

  /** Events wait for the snapshot, if that is still on its way. */
  function takeIn() {
    if (!loading && store.get().known) learn((known) => inbox.take().reduce(applyEvent, known));
  }

  function hear(seq: number) {
    takeIn();
    if (!loading) learn((known) => heardUpTo(known, seq));
  }

  function forget() {
    inbox.take();
    update(forgotten);
    void load();
  }

  async function load() {
    again = loading;
    if (loading) return;
    loading = true;
    try {
      const { value } = await wire.ask('screen.load', {}, uuid());
      if (again) return;
      const read = stateOf(value);
      const known = inbox.take().reduce(applyEvent, read);
      update((state) => ({
        ...state,
        known,
        begunWith: state.begunWith ?? read.notifications,
        generation: state.generation + 1,
      }));
      signal('ready');
    } catch (error) {
      if (reasonOf(error) === 'unauthenticated') void holder.refused();
      later(() => !store.get().known && void load());
    } finally {
      loading = false;
      if (again) void load();
    }
  }

  const stop = watchLine(() => {
    const before = store.get().line;
    signal('tick');
    if (before.at === 'live' && store.get().line.at === 'offline') wire.renew();
  }, wire.renew);
  const isDown = () => !closed && store.get().line.at === 'offline';
  const stopProbing = probeWhile(isDown, () => void holder.hurry().then(wire.hurry));

  return {
    owner: holder.owner,
    store,
    presence,
    say: wire.say,
    update,
    learn,
    token: holder.token,
    ask: (name, input, id = uuid()) => wire.ask(name, input, id),
    isClosed: () => closed,
    close() {
      closed = true;
      stop();
      stopProbing();
      wire.close();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { TicketFilter } from '../../shared/contract/tickets.ts';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import type { Event } from '../../shared/events.ts';
import type { Id } from '../../shared/ids.ts';
import { applyEvent, heardUpTo, merge, mergeTimeline, openTimeline, type State, stateOf } from '../../shared/state.ts';
import { passOverHidden, Refused, refusalIn } from './client.ts';
import { until } from './until.ts';

type Line = 'off' | 'joining' | 'live' | 'ended';

/** A signed-in screen as docs/protocol.md has it: a socket, the shared reducer, and every byte it was sent. */
export interface Screen {
  readonly state: State;
  readonly line: Line;
  /** Everything that came over its sockets, as it came. */
  readonly bytes: string;
  /** What it was told, in order: events, and words of the protocol. */
  readonly events: readonly Event[];
  readonly resets: readonly string[];
  readonly endings: readonly string[];
  readonly beats: readonly number[];
  ask<N extends CallName>(name: N, input: Input<N>, id?: string): Promise<Output<N>>;
  /** A request as it stands, refused or not. */
  askRaw(request: unknown): Promise<unknown>;
  /** Reads every page and keeps it. */
  list(filter?: TicketFilter): Promise<void>;
  allContacts(): Promise<void>;
  allCompanies(): Promise<void>;
  /** Opens a ticket: from now on its messages and history are kept. */
  open(ticketId: Id): Promise<void>;
  /** Closes what is open: the messages and history of no ticket are kept any more. */
  closeTickets(): void;
  /** Forgets what was received so far. */
  forgetBytes(): void;
  until(what: string, isSo: (state: State) => boolean): Promise<void>;
  /** Until everything up to this place in the log has been heard. */
  heard(seq: number): Promise<void>;
  untilLine(line: Line): Promise<void>;
  /** The network is gone, without a word. */
  drop(): void;
  /** Says another place in the log when it comes back. */
  pretend(place: { epoch?: string; seq?: number }): void;
  reconnect(at?: { url?: string; token?: string }): Promise<void>;
  close(): void;
}

/** Connects and waits until it has loaded. */
export async function openScreen(url: string, token: string): Promise<Screen> {
  const screen = createScreen(url, token);
  await screen.reconnect();
  return screen;
}

function createScreen(firstUrl: string, firstToken: string): Screen {
  let url = firstUrl;
  let token = firstToken;
  let socket: Socket | null = null;
  let state: State | null = null;
  let line: Line = 'off';
  let loading = false;
  /** Still reading what was open before a reset. */
  let reopening = false;
  let generation = 0;
  let early: Event[] = [];
  let failure: Error | null = null;
  const opened = new Set<Id>();
  let received: string[] = [];
  const events: Event[] = [];
  const resets: string[] = [];
  const endings: string[] = [];
  const beats: number[] = [];

  const current = (): State => {
    if (!state) throw new Error('The screen has nothing to show');
    return state;
  };

  function emit(request: unknown): Promise<{ value: unknown; seq: number }> {
    const asked = socket;
    if (!asked?.connected) return Promise.reject(new Error('The screen is offline'));
    return new Promise((resolve, reject) => {
      const lost = () => reject(new Error('The line was lost before the answer'));
      asked.once('disconnect', lost);
      asked.emit('request', request, (value: unknown, meta: { seq: number }) => {
        asked.off('disconnect', lost);
        resolve({ value, seq: meta.seq });
      });
    });
  }

  async function askWithSeq<N extends CallName>(name: N, input: Input<N>, id: string = randomUUID()) {
    const { value, seq } = await emit({ id, name, input });
    const refusal = refusalIn(value);
    if (refusal) throw new Refused(name, 0, refusal);
    return { value: value as Output<N>, seq };
  }

  /** What was asked before a reset is void. */
  async function learn<N extends CallName>(name: N, input: Input<N>, put: (value: Output<N>, seq: number) => void) {
    const asked = generation;
    const { value, seq } = await askWithSeq(name, input);
    if (asked === generation && state) put(value, seq);
    return value;
  }

  function forget(): void {
    generation += 1;
    state = null;
    early = [];
    const asked = generation;
    load().catch((error: Error) => {
      if (asked === generation) failure = error;
    });
  }

  async function load(): Promise<void> {
    const asked = generation;
    loading = true;
    const { value } = await askWithSeq('screen.load', {});
    if (asked !== generation) return;
    state = early.reduce(applyEvent, stateOf(value));
    early = [];
    loading = false;
    reopening = true;
    for (const id of opened) {
      await readTicket(id).catch(passOverHidden);
      if (asked !== generation) return;
    }
    reopening = false;
  }

  /** A ticket that is not open to him is not opened, or it would gather half a history. */
  async function readTicket(ticketId: Id): Promise<void> {
    state = openTimeline(current(), ticketId);
    await readTimeline(ticketId).catch((error: Error) => {
      const { [ticketId]: _closed, ...timelines } = state?.timelines ?? {};
      if (state) state = { ...state, timelines };
      throw error;
    });
  }

  async function readTimeline(ticketId: Id): Promise<void> {
    await learn('ticket.get', { ticketId }, ({ ticket, contacts, companies, mark }, seq) => {
      state = merge(current(), seq, { tickets: [ticket], contacts, companies, marks: mark ? [mark] : [] });
    });
    await learn('ticket.history', { ticketId, limit: 200 }, ({ items: entries }) => {
      state = mergeTimeline(current(), ticketId, { entries });
    });
    await learn('message.list', { ticketId, limit: 200 }, ({ items: messages }) => {
      state = mergeTimeline(current(), ticketId, { messages });
    });
    await learn('comment.list', { ticketId, limit: 200 }, ({ items: comments }) => {
      state = mergeTimeline(current(), ticketId, { comments });
    });
  }

  function hear(on: Socket): void {
    on.io.on('open', () => on.io.engine.on('data', (data) => received.push(String(data))));
    on.on('event', (event: Event) => {
      events.push(event);
      if (!state || loading) early.push(event);
      else state = applyEvent(state, event);
    });
    on.on('ready', ({ seq }: { epoch: string; seq: number }) => {
      line = 'live';
      if (state && !loading) state = heardUpTo(state, seq);
      else if (!loading) forget();
    });
    on.on('reset', ({ reason }: { reason: string }) => {
      resets.push(reason);
      forget();
    });
    on.on('beat', ({ seq }: { seq: number }) => {
      beats.push(seq);
      if (state && !loading) state = heardUpTo(state, seq);
    });
    on.on('ended', ({ reason }: { reason: string }) => {
      endings.push(reason);
      line = 'ended';
    });
    on.on('disconnect', () => {
      if (socket === on && line !== 'ended') line = 'off';
    });
    on.on('connect_error', (error) => {
      failure = error;
    });
  }

  function drop(): void {
    line = 'off';
    loading = false;
    reopening = false;
    generation += 1;
    early = [];
    const gone = socket;
    socket = null;
    gone?.io.engine.close();
    gone?.disconnect();
  }

  const look = (): string => {
    const shown = state && { seq: state.seq, tickets: Object.keys(state.tickets).length };
    return JSON.stringify({ line, loading, shown, resets, endings, failure: failure?.message });
  };

  return {
    get state() {
      return current();
    },
    get line() {
      return line;
    },
    get bytes() {
      return received.join('\n');
    },
    events,
    resets,
    endings,
    beats,
    async ask<N extends CallName>(name: N, input: Input<N>, id?: string) {
      return (await askWithSeq(name, input, id)).value;
    },
    askRaw: async (request) => (await emit(request)).value,
    async list(filter = {}) {
      for (let cursor: string | null = null, more = true; more; ) {
        const page: Output<'ticket.list'> = await learn(
          'ticket.list',
          { filter, cursor, limit: 200 },
          ({ items, contacts, marks }, seq) => {
            state = merge(current(), seq, { tickets: items, contacts, marks });
          },
        );
        cursor = page.next;
        more = cursor !== null;
      }
    },
    async allContacts() {
      for (let cursor: string | null = null, more = true; more; ) {
        const page: Output<'contact.list'> = await learn('contact.list', { cursor, limit: 200 }, ({ items }, seq) => {
          state = merge(current(), seq, { contacts: items });
        });
        cursor = page.next;
        more = cursor !== null;
      }
    },
    async allCompanies() {
      for (let cursor: string | null = null, more = true; more; ) {
        const page: Output<'company.list'> = await learn('company.list', { cursor, limit: 200 }, ({ items }, seq) => {
          state = merge(current(), seq, { companies: items });
        });
        cursor = page.next;
        more = cursor !== null;
      }
    },
    async open(ticketId) {
      opened.add(ticketId);
      await readTicket(ticketId);
    },
    closeTickets() {
      opened.clear();
      state = { ...current(), timelines: {} };
    },
    forgetBytes() {
      received = [];
    },
    async until(what, isSo) {
      await until(what, () => state !== null && !loading && !reopening && isSo(state)).catch((error: Error) => {
        throw new Error(`${error.message}; the screen: ${look()}`);
      });
    },
    async heard(seq) {
      await this.until(`the screen has heard up to ${seq}`, (now) => now.seq >= seq);
    },
    async untilLine(wanted) {
      await until(`the line is ${wanted}`, () => line === wanted).catch((error: Error) => {
        throw new Error(`${error.message}; the screen: ${look()}`);
      });
    },
    drop,
    pretend(place) {
      state = { ...current(), ...place };
    },
    async reconnect(at = {}) {
      url = at.url ?? url;
      token = at.token ?? token;
      failure = null;
      line = 'joining';
      const auth = { token, ...(state ? { epoch: state.epoch, seq: state.seq } : {}) };
      const next = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
      socket = next;
      hear(next);
      await until(
        'the screen has come in',
        () => failure !== null || (line === 'live' && !loading && !reopening && state !== null),
      ).catch((error: Error) => {
        throw new Error(`${error.message}; the screen: ${look()}`);
      });
      if (failure) throw failure;
    },
    close: drop,
  };
}

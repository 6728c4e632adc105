import { io } from 'socket.io-client';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import type { Event } from '../../shared/events.ts';
import type { PresenceNews, Statement } from '../../shared/presence.ts';
import { type Answer, post } from './post.ts';
import { isRefusal, Refused, Unreachable } from './refused.ts';

export interface WireEvents {
  connected(): void;
  lost(): void;
  /** The server refused the connection; `unauthenticated` is worth a fresh token. */
  refused(code: string): void;
  event(event: Event): void;
  ready(position: { epoch: string; seq: number }): void;
  reset(): void;
  beat(seq: number): void;
  ended(reason: string): void;
  presence(news: PresenceNews): void;
}

export interface Wire {
  ask<N extends CallName>(name: N, input: Input<N>, id: string): Promise<Answer<N>>;
  /** Says what the reader is doing, if anybody hears. */
  say(statement: Statement): void;
  /** Drops the line and tries again at once: it is silent, or the browser has woken up. */
  renew(): void;
  /** The server can be reached again: an attempt that was begun before that is begun anew, a pause is cut short. */
  hurry(): void;
  close(): void;
}

interface Waiting {
  name: string;
  input: unknown;
  settle(answer: unknown, meta: unknown): void;
}

/** Larger requests would hold up the socket's other traffic. protocol: over 32 KiB go by POST */
const socketLimit = 32 * 1024;
/** An attempt is this young: it will come through by itself. */
const fresh = 400;
/** A question that waits longer than this, through reconnections, is given up. */
const patience = 15_000;

const seqOf = (meta: unknown): number =>
  typeof meta === 'object' && meta !== null && 'seq' in meta && typeof meta.seq === 'number' ? meta.seq : -1;

const codeOf = (error: Error): string => {
  const data = 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'code' in data ? String(data.code) : 'failed';
};

/**
 * The one socket of a screen. Questions that were under way when the line broke are asked again under the same id,
 * so a command is carried out once.
 */
export function createWire(
  token: () => Promise<string>,
  position: () => { epoch: string; seq: number } | null,
  on: WireEvents,
): Wire {
  const waiting = new Map<string, Waiting>();
  const socket = io({
    transports: ['websocket'],
    auth: (give) => {
      token().then(
        (good) => give({ token: good, ...position() }),
        () => give({ token: '', ...position() }),
      );
    },
    reconnectionDelay: 250,
    reconnectionDelayMax: 1000,
    timeout: 5000,
  });
  /** When the attempt under way was begun; null while there is none. */
  let attemptAt: number | null = performance.now();
  socket.io.on('reconnect_attempt', () => {
    attemptAt = performance.now();
  });
  socket.io.on('error', () => {
    attemptAt = null;
  });
  const put = (id: string, { name, input, settle }: Waiting) => socket.emit('request', { id, name, input }, settle);

  socket.on('connect', () => {
    on.connected();
    for (const [id, question] of waiting) put(id, question);
  });
  socket.on('disconnect', (reason) => {
    on.lost();
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', (error) => on.refused(socket.active ? 'failed' : codeOf(error)));
  socket.on('event', on.event);
  socket.on('ready', on.ready);
  socket.on('reset', on.reset);
  socket.on('beat', (beat: { seq: number }) => on.beat(beat.seq));
  socket.on('presence', on.presence);
  socket.on('ended', (end: { reason: string }) => on.ended(end.reason));

  async function ask<N extends CallName>(name: N, input: Input<N>, id: string): Promise<Answer<N>> {
    if (JSON.stringify(input).length > socketLimit) return post(name, input, { token: await token(), id });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Unreachable('no answer'));
      }, patience);
      const settle = (answer: unknown, meta: unknown) => {
        if (!waiting.delete(id)) return;
        clearTimeout(timer);
        if (isRefusal(answer)) reject(new Refused(answer.error));
        else resolve({ value: answer as Output<N>, seq: seqOf(meta) });
      };
      const question = { name, input, settle };
      waiting.set(id, question);
      if (socket.connected) put(id, question);
    });
  }

  return {
    ask,
    say: (statement) => void (socket.connected && socket.emit('presence', statement)),
    renew() {
      if (socket.connected) socket.io.engine.close();
      else socket.disconnect().connect();
    },
    hurry() {
      if (socket.connected || (attemptAt !== null && performance.now() - attemptAt < fresh)) return;
      attemptAt = performance.now();
      socket.disconnect().connect();
    },
    close() {
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}

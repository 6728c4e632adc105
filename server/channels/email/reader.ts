import type { ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { startChild } from '../../platform/child.ts';
import type { ReadMail } from './read.ts';
import type { ReaderAnswer } from './readerProcess.ts';

/** The mail itself is the trouble: it took too long, took too much memory, or broke what reads it. */
export class Unreadable extends Error {}

export type Lane = 'quick' | 'slow';

interface LaneLimits {
  /** Who takes longer is ended. */
  ms: number;
  /** Text of 25 MiB is in memory several times over while it is decoded; files pass through. */
  heapMb: number;
}

/** Nearly every mail takes milliseconds. One that is too much for the quick lane goes to the slow one. */
const usual: Record<Lane, LaneLimits> = { quick: { ms: 2000, heapMb: 96 }, slow: { ms: 60_000, heapMb: 256 } };
/** Mails up to this size begin in the quick lane: to read them at all takes no two seconds. */
export const quickBytes = 1024 * 1024;
/** A process that nobody needs is memory that somebody else may have. */
const idleMs = 20_000;

/**
 * Reads mails beside everything else, in processes of their own: what a mail does to its reader harms nobody. Threads would
 * not do: one that runs out of memory can take the whole process with it.
 */
export interface MailReader {
  /** @throws Unreadable */
  read(blob: string, lane: Lane): Promise<ReadMail>;
  stop(): void;
}

interface Asked {
  blob: string;
  resolve(mail: ReadMail): void;
  reject(error: Error): void;
}

/** One process, started when it is needed, and one mail at a time. */
function createLane({ ms, heapMb }: LaneLimits, blobFolder: string) {
  const waiting: Asked[] = [];
  let child: ChildProcess | undefined;
  let ready = false;
  let current: Asked | undefined;
  let timer: NodeJS.Timeout | undefined;

  function end(): void {
    clearTimeout(timer);
    child?.removeAllListeners();
    child?.on('error', () => {});
    child?.kill('SIGKILL');
    child = undefined;
    ready = false;
  }

  function settle(outcome: (asked: Asked) => void): void {
    clearTimeout(timer);
    const asked = current;
    current = undefined;
    if (asked) outcome(asked);
    next();
  }

  function lost(error: Error): void {
    end();
    current ??= waiting.shift();
    settle(({ reject }) => reject(error));
  }

  function hear(answer: ReaderAnswer): void {
    switch (answer.kind) {
      case 'ready':
        ready = true;
        next();
        return;
      case 'read':
        settle(({ resolve }) => resolve(answer.mail));
        return;
      case 'failed':
        settle(({ reject }) => reject(answer.storage ? new Error(answer.words) : new Unreadable(answer.words)));
    }
  }

  function start(): void {
    child = startChild(import.meta.url, './readerProcess', { args: [blobFolder], heapMb });
    child.on('message', hear);
    child.on('error', (error) => lost(error));
    child.on('exit', (code, signal) => lost(new Unreadable(`Its reader ended with ${signal ?? `code ${code}`}`)));
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  }

  function next(): void {
    if (current) return;
    if (waiting.length > 0 && !child) start();
    if (!ready || !child) return;
    current = waiting.shift();
    clearTimeout(timer);
    if (current) {
      child.send(current.blob);
      timer = setTimeout(() => lost(new Unreadable(`It took longer than ${ms} ms`)), ms);
    } else timer = setTimeout(end, idleMs).unref();
  }

  return {
    read: (blob: string) =>
      new Promise<ReadMail>((resolve, reject) => {
        waiting.push({ blob, resolve, reject });
        next();
      }),
    stop() {
      end();
      const asked = [...(current ? [current] : []), ...waiting.splice(0)];
      current = undefined;
      for (const { reject } of asked) reject(new Error('Baton stops'));
    },
  };
}

export function createMailReader(blobFolder: string, limits = usual): MailReader {
  const lanes = { quick: createLane(limits.quick, blobFolder), slow: createLane(limits.slow, blobFolder) };
  return {
    read: (blob, lane) => lanes[lane].read(blob),
    stop() {
      lanes.quick.stop();
      lanes.slow.stop();
    },
  };
}

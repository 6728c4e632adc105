import type { ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Trust } from '../../../shared/entities.ts';
import { startChild } from '../../platform/child.ts';
import type { Dns } from '../../platform/dns.ts';
import type { ReadMail } from './read.ts';
import type { ReaderAnswer, ReaderOrder } from './readerProcess.ts';
import type { Checked } from './senderChecks.ts';
import { nobodyAsked, patienceMs } from './unasked.ts';

/** The mail itself is the trouble: it took too long, took too much memory, or broke what reads it. */
export class Unreadable extends Error {}

export type Lane = 'quick' | 'slow';

interface LaneLimits {
  /** Who takes longer is ended. */
  ms: number;
  /** Text of 25 MiB is in memory several times over while it is decoded; files pass through. */
  heapMb: number;
  /** Whether it is in no hurry: then the machine serves everybody else first. */
  gentle?: boolean;
}

/** Nearly every mail takes milliseconds. One that is too much for the quick lane goes to the slow one. */
const usual: Record<Lane, LaneLimits> = {
  quick: { ms: 2000, heapMb: 96 },
  slow: { ms: 60_000, heapMb: 256, gentle: true },
};
/** Mails up to this size begin in the quick lane: to read them at all takes no two seconds. */
export const quickBytes = 1024 * 1024;
/** A process that nobody needs is memory that somebody else may have. */
const idleMs = 20_000;
/** A check that has overstepped its time by so much has a reader that hangs. */
const graceMs = 10_000;

/**
 * Reads mails beside everything else, in processes of their own: what a mail does to its reader harms nobody. Threads would
 * not do: one that runs out of memory can take the whole process with it.
 */
export interface MailReader {
  /** A mail may come: the process that will read it starts now. */
  expect(): void;
  /** @throws Unreadable */
  read(blob: string, lane: Lane): Promise<ReadMail>;
  /** Who sent it, as far as that can be proven. Rejects only when Baton stops. */
  check(blob: string, checked: Checked, lane: Lane): Promise<Trust>;
  stop(): void;
}

interface Asked {
  blob: string;
  resolve(mail: ReadMail): void;
  reject(error: Error): void;
}

interface Check {
  order: Extract<ReaderOrder, { kind: 'check' }>;
  /** Whether a process was lost over it, or beside it. */
  lost: boolean;
  /** Once it was given to one. */
  timer?: NodeJS.Timeout;
  resolve(trust: Trust): void;
  reject(error: Error): void;
}

/** One process, started when it is needed, and one mail at a time. */
function createLane({ ms, heapMb, gentle = false }: LaneLimits, blobFolder: string, dns: Dns) {
  const waiting: Asked[] = [];
  const checks = new Map<number, Check>();
  let lastCheck = 0;
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

  function settleCheck(id: number, trust: Trust): void {
    const check = checks.get(id);
    clearTimeout(check?.timer);
    checks.delete(id);
    check?.resolve(trust);
    next();
  }

  /** The mail that was read is taken for the cause; what was checked beside it gets a second process, and no third. */
  function lost(error: Error): void {
    end();
    const hopeless = [...checks.values()].filter(({ lost }) => lost);
    for (const check of checks.values()) check.lost = true;
    for (const { order } of hopeless) settleCheck(order.id, nobodyAsked);
    current ??= waiting.shift();
    settle(({ reject }) => reject(error));
  }

  function give(check: Check): void {
    const { id, ms: patience } = check.order;
    clearTimeout(check.timer);
    check.timer = setTimeout(() => {
      settleCheck(id, nobodyAsked);
      // A mail that is being read has a time of its own.
      if (!current) end();
    }, patience + graceMs);
    tell(check.order);
  }

  function tell(order: ReaderOrder): void {
    child?.send(order);
  }

  function look({ id, name, type }: Extract<ReaderAnswer, { kind: 'resolve' }>): void {
    const asker = child;
    const answer = (order: ReaderOrder) => {
      if (asker === child) tell(order);
    };
    dns(name, type).then(
      (records) => answer({ kind: 'records', id, records }),
      (error: NodeJS.ErrnoException) => answer({ kind: 'noRecords', id, code: error.code ?? 'ESERVFAIL' }),
    );
  }

  function hear(answer: ReaderAnswer): void {
    switch (answer.kind) {
      case 'ready':
        ready = true;
        for (const check of checks.values()) give(check);
        next();
        return;
      case 'read':
        settle(({ resolve }) => resolve(answer.mail));
        return;
      case 'failed':
        settle(({ reject }) => reject(answer.storage ? new Error(answer.words) : new Unreadable(answer.words)));
        return;
      case 'checked':
        settleCheck(answer.id, answer.trust);
        return;
      case 'resolve':
        look(answer);
    }
  }

  function start(): void {
    child = startChild(import.meta.url, './readerProcess', { args: [blobFolder], heapMb });
    child.on('message', hear);
    child.on('error', (error) => lost(error));
    child.on('exit', (code, signal) => lost(new Unreadable(`Its reader ended with ${signal ?? `code ${code}`}`)));
    if (gentle && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  }

  function next(): void {
    if (current) return;
    if ((waiting.length > 0 || checks.size > 0) && !child) start();
    if (!ready || !child) return;
    current = waiting.shift();
    clearTimeout(timer);
    if (current) {
      tell({ kind: 'read', blob: current.blob });
      timer = setTimeout(() => lost(new Unreadable(`It took longer than ${ms} ms`)), ms);
    } else if (checks.size === 0) timer = setTimeout(end, idleMs).unref();
  }

  return {
    expect() {
      if (!child) start();
    },
    read: (blob: string) =>
      new Promise<ReadMail>((resolve, reject) => {
        waiting.push({ blob, resolve, reject });
        next();
      }),
    check: (blob: string, checked: Checked, patience: number) =>
      new Promise<Trust>((resolve, reject) => {
        lastCheck += 1;
        const id = lastCheck;
        const order = { kind: 'check' as const, id, blob, checked, ms: patience };
        const check: Check = { order, lost: false, resolve, reject };
        checks.set(id, check);
        if (ready) give(check);
        else next();
      }),
    stop() {
      end();
      for (const { timer: patience } of checks.values()) clearTimeout(patience);
      const asked = [...(current ? [current] : []), ...waiting.splice(0), ...checks.values()];
      checks.clear();
      current = undefined;
      for (const { reject } of asked) reject(new Error('Baton stops'));
    },
  };
}

export function createMailReader(blobFolder: string, dns: Dns, limits = usual): MailReader {
  const lanes = {
    quick: createLane(limits.quick, blobFolder, dns),
    slow: createLane(limits.slow, blobFolder, dns),
  };
  return {
    expect: () => lanes.quick.expect(),
    read: (blob, lane) => lanes[lane].read(blob),
    check: (blob, checked, lane) => lanes[lane].check(blob, checked, patienceMs[lane]),
    stop() {
      lanes.quick.stop();
      lanes.slow.stop();
    },
  };
}

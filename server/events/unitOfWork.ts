import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { ClientSession, Storage } from '../storage/connection.ts';
import { Batch, type NewJob, type Tx } from './batch.ts';
import type { EventStore, Receipt } from './store.ts';

/**
 * So many requests share a transaction and its fsync. More would make the one that fails cost more to run again.
 */
const batchSize = 32;

/** A request that may come twice: who sent it, under which id, and what was in it. */
export interface Once {
  key: string;
  name: string;
  inputHash: string;
  /** Asked before the receipt is: a repeated request, too, needs a session that lives. */
  admit: (tx: Tx) => Promise<unknown>;
  ahead: Ahead;
}

/** What a request is certain to read, so that a batch reads that of all its requests at once. */
export interface Ahead {
  /** Tickets that it names. */
  ticketIds: Id[];
  /** Who asks; a program has no session. */
  askers: { memberId: Id; sessionId: Id | null }[];
}

interface Waiting {
  once: Once | null;
  work: (tx: Tx) => Promise<unknown>;
  settle: (outcome: Outcome) => void;
}

type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/** One of several failed after it had written: the others are run again without it. */
class Spoiled extends Error {}

export interface UnitOfWork {
  /**
   * Runs `work` in the workspace's one write path: transaction, receipt, log. Answers after the commit.
   * @throws AppError as the work throws it, with nothing written
   */
  run<T>(workspaceId: Id, once: Once | null, work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** The one way to write. design: one write path. */
export function createUnitOfWork(deps: {
  storage: Storage;
  events: EventStore;
  insertJobs: (jobs: NewJob[], session: ClientSession) => Promise<unknown>;
  clock: Clock;
  /** Reads into the transaction's working set what its requests are about; optional, as whoever needs it would read it anyway. */
  readAhead: (tx: Tx, ahead: Ahead) => Promise<unknown>;
  /** Told after each commit that reached the log or left jobs. Only a hint: it may be lost. */
  committed: (workspaceId: Id, seq: number, jobs: number) => void;
}): UnitOfWork {
  const queues = new Map<Id, { waiting: Waiting[]; running: boolean }>();

  async function attempt(workspaceId: Id, items: Waiting[]): Promise<Outcome[]> {
    const { outcomes, seq, jobs } = await deps.storage.transaction(async (session) => {
      const position = await deps.events.takeTurn(workspaceId, session);
      if (!position) throw new AppError('unauthenticated', 'This workspace is gone. Sign in again.');
      const batch = new Batch(workspaceId, position, session, deps.clock);
      const keys = items.flatMap((item) => item.once?.key ?? []);
      const known = keys.length > 0 ? await deps.events.receiptsOf(keys, session) : [];
      const receipts = new Map(known.map((receipt) => [receipt._id, receipt]));
      const fresh: Receipt[] = [];
      const outcomes: Outcome[] = [];
      if (items.length > 1) await deps.readAhead(batch.txFor(), aheadOf(items));
      for (const { once, work } of items) {
        const mark = batch.writes;
        try {
          await once?.admit(batch.txFor());
          const seen = once && receipts.get(once.key);
          if (seen) {
            outcomes.push(answerAgain(seen, once));
            continue;
          }
          const value = await work(batch.txFor());
          outcomes.push({ ok: true, value });
          if (!once) continue;
          const receipt: Receipt = {
            _id: once.key,
            workspaceId,
            name: once.name,
            inputHash: once.inputHash,
            answer: value ?? null,
            at: batch.now,
          };
          receipts.set(once.key, receipt);
          fresh.push(receipt);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          if (batch.writes !== mark) throw items.length === 1 ? error : new Spoiled();
          outcomes.push({ ok: false, error });
        }
      }
      await batch.seal(deps.events, deps.insertJobs);
      if (fresh.length > 0) await deps.events.insertReceipts(fresh, session);
      return { outcomes, seq: batch.seq, jobs: batch.jobs.length };
    });
    deps.committed(workspaceId, seq, jobs);
    return outcomes;
  }

  async function runAll(workspaceId: Id, items: Waiting[]): Promise<void> {
    try {
      const outcomes = await attempt(workspaceId, items);
      for (const [index, outcome] of outcomes.entries()) items[index]?.settle(outcome);
    } catch (error) {
      if (items.length === 1) items[0]?.settle({ ok: false, error });
      else for (const item of items) await runAll(workspaceId, [item]);
    }
  }

  async function drain(workspaceId: Id): Promise<void> {
    const queue = queues.get(workspaceId);
    if (!queue || queue.running) return;
    queue.running = true;
    while (queue.waiting.length > 0) {
      // Whatever else has arrived by now comes along, instead of waiting for a transaction with a single change.
      await nextTurn();
      await runAll(workspaceId, queue.waiting.splice(0, batchSize));
    }
    queues.delete(workspaceId);
  }

  return {
    run<T>(workspaceId: Id, once: Once | null, work: (tx: Tx) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const queue = queues.get(workspaceId) ?? { waiting: [], running: false };
        queues.set(workspaceId, queue);
        const settle = (outcome: Outcome) => (outcome.ok ? resolve(outcome.value as T) : reject(outcome.error));
        queue.waiting.push({ once, work, settle });
        void drain(workspaceId);
      });
    },
  };
}

function aheadOf(items: Waiting[]): Ahead {
  const all = items.flatMap(({ once }) => once?.ahead ?? []);
  return {
    ticketIds: [...new Set(all.flatMap(({ ticketIds }) => ticketIds))],
    askers: all.flatMap(({ askers }) => askers),
  };
}

function answerAgain(receipt: Receipt, once: Once): Outcome {
  if (receipt.name === once.name && receipt.inputHash === once.inputHash) return { ok: true, value: receipt.answer };
  const message = 'This request id was used for another request. Take a new one.';
  return { ok: false, error: new AppError('conflict', message) };
}

import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Job, JobStore } from './store.ts';

/** Thrown by a job that no further try can help; it is parked for a person to see. */
export class Hopeless extends Error {}

export type JobHandler = (job: Job) => Promise<void>;

/** Longer than any mail takes to be sent; a job that takes longer is extended while its worker lives. */
const leaseMs = 60_000;
/** Also how soon another node's jobs are noticed when the doorbell was lost. */
const lookEveryMs = 1000;
const concurrency = 8;
const maxAttempts = 12;

/** 2 s, 4 s, 8 s … at most an hour. */
const backoffMs = (attempts: number) => Math.min(2 ** attempts * 1000, 3_600_000);

export interface Worker {
  /** `alone`: no other process works on this store, so what is under way there was left by one that died. */
  start(alone: boolean): Promise<void>;
  /** There may be something to do now. */
  wake(): void;
  stop(): Promise<void>;
}

/** Leases jobs and runs them: each at least once, with backoff, parked when hopeless. */
export function createWorker(deps: {
  jobs: JobStore;
  handlers: Record<string, JobHandler>;
  /** Of these kinds only so many at once. */
  limits: Record<string, number>;
  clock: Clock;
  logger: Logger;
}): Worker {
  const { jobs, clock, logger } = deps;
  const running = new Set<Promise<void>>();
  const runningOf = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let filling: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  const leaseUntil = () => new Date(clock.now().getTime() + leaseMs);

  async function run(job: Job): Promise<void> {
    const keep = setInterval(() => void jobs.extend(job, leaseUntil()).catch(() => {}), leaseMs / 3);
    try {
      const handler = deps.handlers[job.kind];
      if (!handler) throw new Hopeless(`No handler for ${job.kind}`);
      await handler(job);
      await jobs.remove(job);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ err: error, jobId: job._id, kind: job.kind, attempts: job.attempts }, 'a job failed');
      if (error instanceof Hopeless || job.attempts >= maxAttempts) await jobs.park(job, message);
      else await jobs.again(job, new Date(clock.now().getTime() + backoffMs(job.attempts)), message);
    } finally {
      clearInterval(keep);
    }
  }

  const count = (kind: string, more: number) => runningOf.set(kind, (runningOf.get(kind) ?? 0) + more);
  const full = () => Object.keys(deps.limits).filter((kind) => (runningOf.get(kind) ?? 0) >= (deps.limits[kind] ?? 0));

  async function fill(): Promise<void> {
    while (!stopped && running.size < concurrency) {
      const job = await jobs.lease(clock.now(), leaseUntil(), full());
      if (!job) return;
      count(job.kind, 1);
      const work = run(job)
        .catch((error) =>
          logger.error({ err: error }, 'the outcome of a job could not be stored; its lease will run out'),
        )
        .finally(() => {
          running.delete(work);
          count(job.kind, -1);
          wake();
        });
      running.add(work);
    }
  }

  function wake(): void {
    if (stopped) return;
    if (filling) {
      again = true;
      return;
    }
    filling = fill()
      .catch((error) => logger.error({ err: error }, 'the job store does not answer'))
      .finally(() => {
        filling = undefined;
        if (again) {
          again = false;
          wake();
        }
      });
  }

  return {
    wake,
    async start(alone) {
      if (alone) await jobs.releaseAll();
      stopped = false;
      timer = setInterval(() => {
        jobs.release(clock.now()).catch(() => {});
        wake();
      }, lookEveryMs);
      wake();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await filling;
      await Promise.all(running);
    },
  };
}

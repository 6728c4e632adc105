import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';

/**
 * Work that leaves the process. `ready` waits for `runAt`, `leased` is being done until `leaseUntil`, `parked` is
 * hopeless and waits for a person. Done jobs are deleted.
 */
export interface Job {
  _id: Id;
  workspaceId: Id;
  kind: string;
  payload: Record<string, unknown>;
  state: 'ready' | 'leased' | 'parked';
  runAt: Date;
  leaseUntil: Date | null;
  attempts: number;
  lastError: string | null;
}

export function createJobStore(connection: Connection) {
  const jobs = defineModel<Job>(
    connection,
    'jobs',
    {
      workspaceId: { type: String, required: true },
      kind: { type: String, required: true },
      payload: Mixed,
      state: String,
      runAt: Date,
      leaseUntil: { type: Date, default: null },
      attempts: Number,
      lastError: { type: String, default: null },
    },
    [[{ state: 1, runAt: 1 }], [{ state: 1, leaseUntil: 1 }]],
  );
  /** As long as nobody has leased it since: each lease counts one attempt more. */
  const held = ({ _id, attempts }: Job) => ({ _id, attempts });
  return {
    insert: (items: Job[], session?: ClientSession) =>
      jobs.insertMany(items, { session: session ?? null, lean: true, ordered: true }),
    /** The next job that is due, for this worker alone until `leaseUntil`; none of the kinds it has no room for. */
    lease: (now: Date, leaseUntil: Date, notOf: string[]) =>
      jobs
        .findOneAndUpdate(
          { state: 'ready', runAt: op({ $lte: now }), ...(notOf.length > 0 ? { kind: op({ $nin: notOf }) } : {}) },
          { $set: { state: 'leased', leaseUntil }, $inc: { attempts: 1 } },
          { sort: { state: 1, runAt: 1 }, returnDocument: 'after' },
        )
        .lean<Job>(),
    /** Jobs whose worker died become ready again. */
    release: (now: Date) =>
      jobs.updateMany(
        { state: 'leased', leaseUntil: op({ $lt: now }) },
        { $set: { state: 'ready', leaseUntil: null } },
      ),
    /** All that is under way becomes ready: nobody is left who could be doing it. */
    releaseAll: () => jobs.updateMany({ state: 'leased' }, { $set: { state: 'ready', leaseUntil: null } }),
    extend: (job: Job, leaseUntil: Date) => jobs.updateOne({ ...held(job), state: 'leased' }, { $set: { leaseUntil } }),
    remove: (job: Job) => jobs.deleteOne(held(job)),
    again: (job: Job, runAt: Date, lastError: string) =>
      jobs.updateOne(held(job), { $set: { state: 'ready', leaseUntil: null, runAt, lastError } }),
    park: (job: Job, lastError: string) =>
      jobs.updateOne(held(job), { $set: { state: 'parked', leaseUntil: null, lastError } }),
    /** When the next one is due; null when none waits. */
    nextDue: () => jobs.findOne({ state: 'ready' }).sort({ state: 1, runAt: 1 }).lean<Job>(),
    parked: () => jobs.find({ state: 'parked' }).sort({ runAt: 1 }).limit(200).lean<Job[]>(),
  };
}

export type JobStore = ReturnType<typeof createJobStore>;

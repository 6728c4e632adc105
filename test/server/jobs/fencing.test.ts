import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createJobStore, type Job, type JobStore } from '../../../server/jobs/store.ts';
import { createWorker, Hopeless, type JobHandler, type Worker } from '../../../server/jobs/worker.ts';
import { connectStorage, type Storage } from '../../../server/storage/connection.ts';
import { createHandClock } from '../../support/clock.ts';
import { openStore, type TestStore } from '../../support/store.ts';
import { until } from '../../support/until.ts';

let store: TestStore;
let storage: Storage;
let jobs: JobStore;
const workers: Worker[] = [];
const ends: (() => void)[] = [];

beforeEach(async () => {
  store = await openStore('any');
  storage = await connectStorage(store.uri);
  jobs = createJobStore(storage.connection);
  await storage.prepare([]);
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await storage.close();
  await store.close();
});

const rows = () => storage.connection.collection<Job>('jobs');
const theJob = (_id: string) => rows().findOne({ _id });

/** A job that does not end before it is told how. */
function held() {
  let end: (how: 'well' | Error) => void = () => {};
  const told = new Promise<'well' | Error>((resolve) => {
    end = resolve;
  });
  let begun = false;
  ends.push(() => end('well'));
  const handler: JobHandler = async () => {
    begun = true;
    const how = await told;
    if (how !== 'well') throw how;
  };
  return { handler, end: (how: 'well' | Error) => end(how), begun: () => begun };
}

async function startWorker(handler: JobHandler, start: Date): Promise<Worker> {
  const clock = createHandClock(start);
  const logger = pino({ level: 'silent' });
  const worker = createWorker({ jobs, handlers: { 'a.job': handler }, limits: { 'a.job': 1 }, clock, logger });
  workers.push(worker);
  await worker.start(false);
  return worker;
}

/** A worker that was held up for so long that another has taken its job over; then it goes on. */
async function overtaken(how: 'well' | Error): Promise<{ second: ReturnType<typeof held>; _id: string }> {
  const begin = new Date('2026-03-02T09:00:00Z');
  const _id = randomUUID();
  await rows().insertOne({
    _id,
    workspaceId: randomUUID(),
    kind: 'a.job',
    payload: {},
    state: 'ready',
    runAt: begin,
    leaseUntil: null,
    attempts: 0,
    lastError: null,
  });
  const [first, second] = [held(), held()];
  const slow = await startWorker(first.handler, begin);
  await until('the first has it', first.begun);
  await startWorker(second.handler, new Date(begin.getTime() + 3_600_000));
  await until('the second has taken it over', second.begun);
  first.end(how);
  await slow.stop();
  return { second, _id };
}

test.each([
  ['done', 'well' as const],
  ['failed', new Error('no')],
  ['hopeless', new Hopeless('never')],
])('what a worker says of a job that another has taken over counts for nothing: %s', async (_what, how) => {
  const { second, _id } = await overtaken(how);
  expect(await theJob(_id)).toMatchObject({ state: 'leased', attempts: 2, lastError: null });
  second.end('well');
  await until('it is done', async () => (await theJob(_id)) === null);
});

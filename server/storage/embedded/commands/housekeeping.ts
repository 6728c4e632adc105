import type { Index } from '../data/collection.ts';
import { outdated } from '../data/retries.ts';
import type { Store } from '../data/store.ts';
import type { Filter } from '../query/filter.ts';
import { inBatches } from './batches.ts';
import type { Environment } from './call.ts';

/** MongoDB's TTL monitor runs once a minute, too. */
const everyMs = 60_000;
/** `logicalSessionTimeoutMinutes`: after that no driver uses a session again. */
const sessionMs = 30 * 60_000;

/** Removes from time to time what has expired. */
export function keepHouse(environment: Environment, report: (error: unknown) => void): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => sweep(environment).catch(report));
  }, everyMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

/** One round: documents past their TTL, answers kept for retries, sessions. */
export async function sweep({ store, sessions, now }: Environment): Promise<void> {
  const time = now().getTime();
  await expireDocuments(store, time);
  await forgetReplies(store, new Date(time - sessionMs));
  sessions.forget(time - sessionMs);
}

async function expireDocuments(store: Store, time: number): Promise<void> {
  for (const collection of store.catalog.all())
    for (const index of collection.indexes) {
      const { expireAfterSeconds: seconds } = index;
      if (seconds === undefined || !index.ready) continue;
      const filter = expired(index, new Date(time - seconds * 1000));
      await inBatches(store, collection, { filter, sort: [] }, (writer, found) => writer.remove(collection, found));
    }
}

/** Only dates expire; a partial index speaks for its documents only. */
function expired({ fields: [field], partial }: Index, before: Date): Filter {
  const test = { kind: 'compare', op: 'lt', value: before } as const;
  const old: Filter = { kind: 'field', path: field?.path ?? [], test };
  return partial ? { kind: 'and', of: [old, partial.filter] } : old;
}

async function forgetReplies(store: Store, before: Date): Promise<void> {
  const snapshot = store.snapshot();
  const keys = outdated(snapshot, before);
  snapshot.rest();
  if (keys.length === 0) return;
  await store.write(({ reader }) => {
    for (const key of keys) reader.put(key, undefined);
  });
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createEventStore } from '../events/store.ts';
import { type Clock, newId } from '../platform/clock.ts';
import { connectStorage, type Storage } from '../storage/connection.ts';
import { startEmbeddedStore } from '../storage/embedded/start.ts';

/** Opens the store in `dir`, which nobody uses, for as long as `work` lasts. */
async function inStore<T>(dir: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  const store = await startEmbeddedStore({ dir });
  try {
    const storage = await connectStorage(store.uri('baton'));
    return await work(storage).finally(storage.close);
  } finally {
    await store.close();
  }
}

export interface Contents {
  dataVersion: number;
  documents: Record<string, number>;
}

/** What a store holds, and which release wrote it. */
export const contentsOf = (dir: string): Promise<Contents> =>
  inStore(dir, async ({ connection }) => {
    const collections = await connection.listCollections();
    const documents: Record<string, number> = {};
    for (const name of collections.map((collection) => collection.name).sort())
      documents[name] = await connection.collection(name).countDocuments();
    const meta = await connection.collection<{ _id: string; version: number }>('meta').findOne({ _id: 'data' });
    return { dataVersion: meta?.version ?? 0, documents };
  });

/** A copy's own lock is of no use to whoever gets the copy. */
export const forgetLock = (dir: string) => rm(join(dir, 'store.mdb-lock'), { force: true });

/** Gives every workspace a new epoch, so that every screen that was connected loads anew. Answers how many there are. */
export async function renewEpochs(storage: Storage, clock: Clock): Promise<number> {
  const events = createEventStore(storage.connection);
  const positions = await events.positions();
  for (const { _id } of positions) await events.setEpoch(_id, newId(clock));
  return positions.length;
}

export const renewEpochsIn = (dir: string, clock: Clock) => inStore(dir, (storage) => renewEpochs(storage, clock));

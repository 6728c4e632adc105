import { mongo } from 'mongoose';
import { announced } from './notice.ts';
import { startEmbeddedStore } from './start.ts';

/** A store that was killed leaves its notice behind; a busy one answers within this. */
const answerMs = 5000;

/**
 * Copies the store in `dir`, as of one moment, to the new file `to`. The process that serves the directory does it, since
 * it holds the lock; when none does, this one takes the lock for as long as it lasts.
 * @throws EmbeddedStoreLocked when a process holds the directory and cannot be reached
 */
export async function copyStore(dir: string, to: string): Promise<void> {
  const place = announced(dir);
  const serving = place === null ? null : await reach(place);
  if (serving) return askFor(serving, to);
  const store = await startEmbeddedStore({ dir });
  try {
    await askFor(await mongo.MongoClient.connect(store.uri('admin')), to);
  } finally {
    await store.close();
  }
}

async function reach(uri: string): Promise<mongo.MongoClient | null> {
  try {
    return await mongo.MongoClient.connect(uri, { serverSelectionTimeoutMS: answerMs });
  } catch {
    return null;
  }
}

async function askFor(client: mongo.MongoClient, to: string): Promise<void> {
  try {
    await client.db('admin').command({ batonBackup: to });
  } finally {
    await client.close();
  }
}

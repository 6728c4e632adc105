import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbeddedStore } from '../../../server/storage/embedded/start.ts';

export interface Engine {
  client: mongo.MongoClient;
  db: mongo.Db;
  /** Whether this is our own store and not the server of `MONGODB_URL`. */
  embedded: boolean;
  close(): Promise<void>;
}

/** A database of its own on the server of `MONGODB_URL`, or on an embedded store that exists for one test file. */
export async function openEngine(name: string): Promise<Engine> {
  const url = process.env.MONGODB_URL;
  return url ? openServer(url, name) : openEmbedded(name);
}

export async function openEmbedded(name: string): Promise<Engine> {
  const dir = mkdtempSync(join(tmpdir(), 'baton-test-'));
  const store = await startEmbeddedStore({ dir });
  const client = await mongo.MongoClient.connect(store.uri(name));
  return {
    client,
    db: client.db(),
    embedded: true,
    close: async () => {
      await client.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function openServer(url: string, name: string): Promise<Engine> {
  const client = await mongo.MongoClient.connect(url);
  const db = client.db(`baton_${name}_${process.pid}`);
  return {
    client,
    db,
    embedded: false,
    close: async () => {
      await db.dropDatabase();
      await client.close();
    },
  };
}

/** The code of the error a promise ends with, or what it gave instead. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { gave: await promise };
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { Cursors } from '../../../server/storage/embedded/commands/cursors.ts';
import { sweep } from '../../../server/storage/embedded/commands/housekeeping.ts';
import { Sessions } from '../../../server/storage/embedded/commands/sessions.ts';
import { Store } from '../../../server/storage/embedded/data/store.ts';
import { verify } from '../../../server/storage/embedded/data/verify.ts';
import { startEmbeddedStore } from '../../../server/storage/embedded/start.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'baton-ttl-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Row extends mongo.Document {
  _id: string;
}

async function withRows<T>(work: (rows: mongo.Collection<Row>) => Promise<T>): Promise<T> {
  const store = await startEmbeddedStore({ dir });
  const client = await mongo.MongoClient.connect(store.uri('ttl'));
  try {
    return await work(client.db().collection('rows'));
  } finally {
    await client.close();
    await store.close();
  }
}

async function sweepAt(time: Date): Promise<void> {
  const store = new Store(dir);
  const cursors = new Cursors();
  const now = () => time;
  await sweep({ store, cursors, sessions: new Sessions(store, cursors, now), now });
  await store.close();
}

test('documents go when their time has come, and only those with a date', async () => {
  const noon = new Date('2026-05-05T12:00:00Z');
  await withRows(async (rows) => {
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await rows.createIndex({ closed: 1 }, { expireAfterSeconds: 0, partialFilterExpression: { gone: true } });
    await rows.insertMany([
      { _id: 'old', at: new Date(noon.getTime() - 61_000) },
      { _id: 'fresh', at: new Date(noon.getTime() - 59_000) },
      { _id: 'number', at: 5 },
      { _id: 'none' },
      { _id: 'gone', closed: new Date(0), gone: true },
      { _id: 'kept', closed: new Date(0), gone: false },
    ]);
    await rows.insertMany(Array.from({ length: 600 }, (_, i) => ({ _id: `old${i}`, at: new Date(i) })));
  });
  await sweepAt(noon);
  const left = await withRows((rows) => rows.find({}).sort({ _id: 1 }).toArray());
  expect(left.map(({ _id }) => _id)).toEqual(['fresh', 'kept', 'none', 'number']);
  expect(await verify(dir)).toEqual([]);
});

test('verify finds what is wrong', async () => {
  const store = new Store(dir);
  const [collection] = store.catalog.all();
  const [index] = collection?.indexes ?? [];
  if (!collection || !index) throw new Error('no index');
  await store.alter(({ put }) =>
    put(Buffer.concat([index.prefix, Buffer.from([0x10, 1, 2, 3])]), Buffer.from([0x18, 0, 0])),
  );
  await store.close();
  expect(await verify(dir)).toEqual([expect.stringContaining('an entry without a document')]);
});

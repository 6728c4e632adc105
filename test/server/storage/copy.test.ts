import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { copyStore } from '../../../server/storage/embedded/copy.ts';
import { verify } from '../../../server/storage/embedded/data/verify.ts';
import { startEmbeddedStore } from '../../../server/storage/embedded/start.ts';
import { until } from '../../support/until.ts';
import { codeOf } from './engine.ts';

interface Row {
  _id: string;
  tags: string[];
}

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'baton-copy-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The rows of a store that nobody else uses. */
async function rowsIn(place: string): Promise<Set<string>> {
  const store = await startEmbeddedStore({ dir: place });
  const client = await mongo.MongoClient.connect(store.uri('x'));
  const rows = await client.db().collection<Row>('rows').find({}).toArray();
  await client.close();
  await store.close();
  return new Set(rows.map(({ _id }) => _id));
}

test('copies taken while many write hold all that was acknowledged, no half transaction, and sound indexes', async () => {
  const store = await startEmbeddedStore({ dir: join(dir, 'live') });
  const client = await mongo.MongoClient.connect(store.uri('x'));
  const rows = client.db().collection<Row>('rows');
  await rows.createIndex({ tags: 1, _id: -1 });
  const acknowledged: string[] = [];
  let stopping = false;
  const write = async (writer: number) => {
    for (let i = 0; !stopping; i++) {
      const [left, right] = [`${writer}-${i}-left`, `${writer}-${i}-right`];
      await client.withSession((session) =>
        session.withTransaction(() =>
          rows.insertMany(
            [left, right].map((_id) => ({ _id, tags: ['a', _id] })),
            { session },
          ),
        ),
      );
      acknowledged.push(left, right);
    }
  };
  const writing = Promise.all(Array.from({ length: 12 }, (_, writer) => write(writer)));
  const copies: { place: string; known: string[] }[] = [];
  for (let i = 0; i < 3; i++) {
    const before = acknowledged.length;
    await until('more was written', () => acknowledged.length > before + 50);
    const known = [...acknowledged];
    const place = join(dir, `copy${i}`);
    await copyStore(join(dir, 'live'), join(place, 'store.mdb'));
    copies.push({ place, known });
  }
  stopping = true;
  await writing;
  expect(await codeOf(client.db('admin').command({ batonBackup: join(dir, 'copy0', 'store.mdb') }))).toBe(1);
  expect(await codeOf(client.db('admin').command({ batonBackup: 'relative' }))).toBe(2);
  await client.close();
  await store.close();

  for (const { place, known } of copies) {
    expect(await verify(place)).toEqual([]);
    const found = await rowsIn(place);
    expect(known.filter((id) => !found.has(id))).toEqual([]);
    expect([...found].filter((id) => !found.has(id.replace('-left', '-right')))).toEqual([]);
  }
  expect(await verify(join(dir, 'live'))).toEqual([]);
}, 60_000);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { startEmbeddedStore } from '../../../server/storage/embedded/start.ts';
import { connectBereaved } from '../../support/bereaved.ts';
import { until } from '../../support/until.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'baton-start-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const socketOf = (uri: string) => decodeURIComponent(uri.slice('mongodb://'.length).split('/')[0] ?? '');

test('it serves on a socket that only its owner can reach, and leaves nothing behind', async () => {
  const store = await startEmbeddedStore({ dir });
  const socket = socketOf(store.uri('baton'));
  expect(store.uri('baton')).toMatch(/^mongodb:\/\/[^/]+\.sock\/baton\?directConnection=true$/);
  expect(socket.length).toBeLessThan(107);
  expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
  expect(statSync(join(dir, 'store.mdb')).isFile()).toBe(true);
  await store.close();
  expect(existsSync(dirname(socket))).toBe(false);
});

test('it serves on a loopback port, to several clients', async () => {
  const store = await startEmbeddedStore({ dir, tcp: true });
  expect(store.uri('x')).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/x\?directConnection=true$/);
  const clients = await Promise.all([1, 2].map(() => mongo.MongoClient.connect(store.uri('x'))));
  await clients[0]?.db().collection('rows').insertOne({ n: 1 });
  expect(await clients[1]?.db().collection('rows').countDocuments()).toBe(1);
  await Promise.all(clients.map((client) => client.close()));
  await store.close();
});

test('what was written is there after a new start', async () => {
  for (const n of [1, 2]) {
    const store = await startEmbeddedStore({ dir });
    const client = await mongo.MongoClient.connect(store.uri('x'));
    const rows = client.db().collection('rows');
    if (n === 1) await rows.createIndex({ n: 1 }, { unique: true, partialFilterExpression: { big: { $gt: 1.5 } } });
    await rows.insertOne({ n, big: 2, text: 'x'.repeat(1_000_000) });
    const [, index] = await rows.listIndexes().toArray();
    expect(index).toMatchObject({ key: { n: 1 }, unique: true, partialFilterExpression: { big: { $gt: 1.5 } } });
    expect(await rows.countDocuments({ n: { $lte: n }, text: /^x+$/ })).toBe(n);
    await client.close();
    await store.close();
  }
});

test('a directory is refused while this process itself uses it', async () => {
  const store = await startEmbeddedStore({ dir });
  await expect(startEmbeddedStore({ dir })).rejects.toMatchObject({ name: 'EmbeddedStoreLocked', pid: process.pid });
  await store.close();
  await (await startEmbeddedStore({ dir })).close();
});

test('closing in the middle of writes loses nothing that was answered and ends quietly', async () => {
  const store = await startEmbeddedStore({ dir });
  const { client, close } = await connectBereaved(store.uri('x'));
  const written: number[] = [];
  let closed: Promise<void> | undefined;
  const write = async (writer: number) => {
    for (let i = 0; !closed; i++) {
      await client
        .db()
        .collection<{ _id: number }>('rows')
        .insertOne({ _id: writer * 10_000 + i });
      if (written.push(writer * 10_000 + i) > 100) closed ??= store.close();
    }
  };
  void Promise.allSettled(Array.from({ length: 10 }, (_, writer) => write(writer)));
  await until('the store is closing', () => closed !== undefined);
  await closed;
  await close();
  const again = await startEmbeddedStore({ dir });
  const reader = await mongo.MongoClient.connect(again.uri('x'));
  const found = new Set(
    (await reader.db().collection<{ _id: number }>('rows').find({}).toArray()).map(({ _id }) => _id),
  );
  expect(written.filter((id) => !found.has(id))).toEqual([]);
  await reader.close();
  await again.close();
});

test('a store that dies takes its process with it, and says so', async () => {
  const file = fileURLToPath(new URL('./dying.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, dir], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => {
    said += String(bytes);
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said).toContain('The embedded store has died');
});

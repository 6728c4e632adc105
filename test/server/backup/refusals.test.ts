import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { runCommand } from '../../../server/backup/commands.ts';
import { isHalfRestored, restoreBackup } from '../../../server/backup/restore.ts';
import { takeBackup } from '../../../server/backup/take.ts';
import { createDiskBlobs } from '../../../server/files/blobs.ts';
import { systemClock as clock } from '../../../server/platform/clock.ts';
import { readConfig } from '../../../server/platform/config.ts';
import { secretIn } from '../../../server/platform/secret.ts';
import { startEmbeddedStore } from '../../../server/storage/embedded/start.ts';
import { createFolders } from './home.ts';

jest.setTimeout(60_000);

const folders = createFolders();
let dataDir: string;
let whole: string;
let blob: string;

/** A small data directory that nobody uses, of a release that writes `version`. */
async function makeData(version: number): Promise<string> {
  const dir = await folders.make();
  const store = await startEmbeddedStore({ dir: join(dir, 'store') });
  const client = await mongo.MongoClient.connect(store.uri('baton'));
  await client.db().collection<{ _id: string; version: number }>('meta').insertOne({ _id: 'data', version });
  await client
    .db()
    .collection('rows')
    .insertMany([{ n: 1 }, { n: 2 }]);
  await client.close();
  await store.close();
  await secretIn(dir);
  return dir;
}

beforeAll(async () => {
  dataDir = await makeData(1);
  const blobs = createDiskBlobs(join(dataDir, 'blobs'));
  blob = await blobs.put(Buffer.from('a mail as it came'));
  await blobs.put(Buffer.from('another one'));
  whole = join(await folders.make(), 'whole');
  await takeBackup({ dataDir, folder: whole, clock });
});
afterAll(() => folders.forget());

/** A copy of the whole backup, to be spoilt. */
async function copied(): Promise<string> {
  const folder = await folders.make();
  await cp(whole, folder, { recursive: true });
  return folder;
}

async function restore(folder: string): Promise<{ target: string; words: string }> {
  const target = await folders.make();
  const words = await restoreBackup({ folder, dataDir: target, clock }).then(
    () => 'restored',
    (error: Error) => error.message,
  );
  return { target, words };
}

async function mustRefuse(folder: string, why: RegExp): Promise<void> {
  const { target, words } = await restore(folder);
  expect(words).toMatch(why);
  expect(await readdir(target)).toEqual([]);
}

const blobIn = (folder: string) => join(folder, 'blobs', blob.slice(0, 2), blob.slice(2, 4), blob);

test('a data directory that nobody uses is backed up as well, and restored', async () => {
  const { target, words } = await restore(whole);
  expect(words).toBe('restored');
  expect((await readdir(target)).sort()).toEqual(['blobs', 'secret', 'store']);
  expect(await readFile(blobIn(target), 'utf8')).toBe('a mail as it came');
});

test('a backup that was broken off in the middle is refused', async () => {
  const source = await folders.make();
  await cp(dataDir, source, { recursive: true });
  await writeFile(join(source, 'blobs', 'zz'), 'where a folder should be');
  const folder = join(await folders.make(), 'copy');
  await expect(takeBackup({ dataDir: source, folder, clock })).rejects.toThrow(/ENOTDIR/);
  expect(await readdir(folder)).toContain('store');
  await mustRefuse(folder, /holds no finished backup: manifest\.json, which is written last, is missing/);
});

test('a changed store is refused', async () => {
  const folder = await copied();
  const file = join(folder, 'store', 'store.mdb');
  const bytes = await readFile(file);
  bytes[bytes.length - 100] = 255 - (bytes[bytes.length - 100] ?? 0);
  await writeFile(file, bytes);
  await mustRefuse(folder, /the store is not the one that was backed up/);
});

test('a missing store is refused', async () => {
  const folder = await copied();
  await rm(join(folder, 'store'), { recursive: true });
  await mustRefuse(folder, /the store is missing/);
});

test('a changed blob is refused by name', async () => {
  const folder = await copied();
  await writeFile(blobIn(folder), 'another mail');
  await mustRefuse(folder, new RegExp(`the blob ${blob} does not have the content that its name says`));
});

test('a missing blob is refused', async () => {
  const folder = await copied();
  await rm(blobIn(folder));
  await mustRefuse(folder, /1 blobs instead of 2/);
});

test('another secret is refused', async () => {
  const folder = await copied();
  await writeFile(join(folder, 'secret'), 'x'.repeat(64));
  await mustRefuse(folder, /the secret is another one/);
});

test('a changed manifest is refused', async () => {
  const folder = await copied();
  const file = join(folder, 'manifest.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('"rows": 2', '"rows": 3'));
  await mustRefuse(folder, /manifest\.json is damaged or was changed/);
});

test('a backup of a newer release is refused', async () => {
  const folder = join(await folders.make(), 'newer');
  await takeBackup({ dataDir: await makeData(1000), folder, clock });
  await mustRefuse(folder, /data of a newer Baton \(data version 1000, this release reads \d+\)/);
});

test('a data directory in which something lies is left as it is', async () => {
  const target = await folders.make();
  await writeFile(join(target, 'secret'), 'precious');
  await expect(restoreBackup({ folder: whole, dataDir: target, clock })).rejects.toThrow(
    /is not empty \(it holds secret\)/,
  );
  expect(await readFile(join(target, 'secret'), 'utf8')).toBe('precious');
});

test('a backup goes into an empty folder only, and not into the data directory', async () => {
  await expect(takeBackup({ dataDir, folder: whole, clock })).rejects.toThrow(/is not empty/);
  await expect(takeBackup({ dataDir, folder: join(dataDir, 'x'), clock })).rejects.toThrow(/saves nothing/);
});

test('where there is no store there is nothing to back up, and none is made', async () => {
  const empty = await folders.make();
  const folder = join(await folders.make(), 'copy');
  await expect(takeBackup({ dataDir: empty, folder, clock })).rejects.toThrow(/There is no store/);
  expect(await readdir(empty)).toEqual([]);
});

test('a blob that was damaged before is named, and the rest is kept', async () => {
  const source = await folders.make();
  await cp(dataDir, source, { recursive: true });
  await writeFile(blobIn(source), 'rotten');
  const folder = join(await folders.make(), 'copy');
  const { blobs, damaged } = await takeBackup({ dataDir: source, folder, clock });
  expect([blobs.count, damaged]).toEqual([1, [blob]]);
  expect((await restore(folder)).words).toBe('restored');
});

test('a restore that was killed is noticed', async () => {
  const target = await folders.make();
  await mkdir(join(target, 'restoring', 'store'), { recursive: true });
  expect(isHalfRestored(target)).toBe(true);
});

test('with MONGODB_URL both say what to do instead', async () => {
  const config = readConfig({ MONGODB_URL: 'mongodb://127.0.0.1/baton', BATON_SECRET: 'x'.repeat(32) });
  const context = { config, clock, say: () => {} };
  await expect(runCommand(['backup', '/tmp/x'], context)).rejects.toThrow(/mongodump/);
  await expect(runCommand(['restore', '/tmp/x'], context)).rejects.toThrow(/mongorestore/);
});

test('an unknown command is answered with those that there are', async () => {
  const context = { config: readConfig({}), clock, say: () => {} };
  await expect(runCommand(['bakcup', 'x'], context)).rejects.toThrow(/backup <folder>/);
  await expect(runCommand(['backup'], context)).rejects.toThrow(/backup <folder>/);
});

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { StartError } from '../platform/config.ts';
import { copyStore } from '../storage/embedded/copy.ts';
import { copyBlobs } from './blobs.ts';
import { contentsOf, forgetLock } from './contents.ts';
import { keep, makeFolder, measure, mustBeEmpty, syncFolders, writeSynced } from './files.ts';
import { backupFormat, type Manifest, sumOf, writeManifest } from './manifest.ts';

interface Places {
  dataDir: string;
  folder: string;
  clock: Clock;
}

/**
 * Copies a data directory, in use or not, into an empty folder. The order makes it whole: first the store as of one
 * moment, then the blobs, which are on disk before a store names them, then the secret, and last the manifest.
 * @throws StartError in words for whoever asked
 */
export async function takeBackup({ dataDir, folder, clock }: Places): Promise<Manifest> {
  const begunAt = clock.now().toISOString();
  if (!existsSync(join(dataDir, 'store', 'store.mdb')))
    throw new StartError(`There is no store in the data directory ${dataDir}. Is BATON_DATA_DIR right?`);
  if (isWithin(dataDir, folder))
    throw new StartError(`A backup inside of the data directory ${dataDir} saves nothing.`);
  await mustBeEmpty(folder, 'The folder');

  const storeDir = join(folder, 'store');
  const file = join(storeDir, 'store.mdb');
  await makeFolder(storeDir);
  await copyStore(join(dataDir, 'store'), resolve(file));
  const { dataVersion, documents } = await contentsOf(storeDir);
  await forgetLock(storeDir);
  await keep(file);
  const store = { ...(await measure(file)), documents };

  const { blobs, damaged } = await copyBlobs(join(dataDir, 'blobs'), join(folder, 'blobs'));
  const secret = await copySecret(dataDir, folder);
  await syncFolders([storeDir, folder]);

  const finishedAt = clock.now().toISOString();
  const manifest = { format: backupFormat, dataVersion, begunAt, finishedAt, store, blobs, damaged, secret };
  await writeManifest(folder, manifest);
  await syncFolders([folder]);
  return manifest;
}

function isWithin(outer: string, inner: string): boolean {
  const way = relative(resolve(outer), resolve(inner));
  return !way.startsWith('..') && !isAbsolute(way);
}

/** There is none where the environment gives it. */
export async function copySecret(from: string, to: string): Promise<Manifest['secret']> {
  const secret = await readFile(join(from, 'secret')).catch(() => null);
  if (secret === null) return null;
  await writeSynced(join(to, 'secret'), secret);
  return { sha256: sumOf(secret) };
}

import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { StartError } from '../platform/config.ts';
import { dataVersion } from '../storage/dataVersion.ts';
import { verify } from '../storage/embedded/data/verify.ts';
import { copyBlobs } from './blobs.ts';
import { contentsOf, renewEpochsIn } from './contents.ts';
import { entriesOf, keep, makeFolder, measure, mustBeEmpty, syncFolders } from './files.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { copySecret } from './take.ts';

interface Places {
  folder: string;
  dataDir: string;
  clock: Clock;
}

/** Everything is made ready in here and moved into place at the end. */
const restoring = 'restoring';

/** Whether a restore into this data directory was broken off; what lies there is not to be served. */
export const isHalfRestored = (dataDir: string): boolean => existsSync(join(dataDir, restoring));

/**
 * Puts a backup into an empty data directory, checks all of it, and gives every workspace a new epoch. When it fails, the
 * directory is empty again.
 * @throws StartError in words for whoever asked
 */
export async function restoreBackup({ folder, dataDir, clock }: Places): Promise<Manifest> {
  const manifest = await readManifest(folder);
  if (manifest.dataVersion > dataVersion)
    throw new StartError(
      `${folder} holds data of a newer Baton (data version ${manifest.dataVersion}, this release reads ${dataVersion}). Restore it with that release.`,
    );
  await mustBeEmpty(dataDir, 'The data directory');
  const staging = join(dataDir, restoring);
  try {
    await fill(staging, folder, manifest, clock);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
  for (const name of await entriesOf(staging)) await rename(join(staging, name), join(dataDir, name));
  await syncFolders([dataDir]);
  await rm(staging, { recursive: true });
  await syncFolders([dataDir]);
  return manifest;
}

async function fill(staging: string, folder: string, manifest: Manifest, clock: Clock): Promise<void> {
  const mustEqual = (what: string, found: unknown, wanted: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      throw new StartError(`${folder} is damaged or was changed: ${what}. Use another backup.`);
  };
  const storeDir = join(staging, 'store');
  const file = join(storeDir, 'store.mdb');
  await makeFolder(storeDir);
  await copyFile(join(folder, 'store', 'store.mdb'), file).catch(() => mustEqual('the store is missing', false, true));
  await keep(file);
  const { bytes, sha256, documents } = manifest.store;
  mustEqual('the store is not the one that was backed up', await measure(file), { bytes, sha256 });

  const { blobs, damaged } = await copyBlobs(join(folder, 'blobs'), join(staging, 'blobs'));
  mustEqual(`the blob ${damaged[0]} does not have the content that its name says`, damaged, []);
  mustEqual(`${blobs.count} blobs instead of ${manifest.blobs.count}, or others`, blobs, manifest.blobs);
  mustEqual('the secret is another one', await copySecret(folder, staging), manifest.secret);

  mustEqual('the store holds other documents', (await contentsOf(storeDir)).documents, documents);
  await renewEpochsIn(storeDir, clock);
  const wrong = await verify(storeDir);
  mustEqual(`the store is not sound: ${wrong[0]}`, wrong, []);
  await syncFolders([storeDir, staging]);
}

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blobName } from '../files/blobs.ts';
import { entriesOf, syncFolders, writeSynced } from './files.ts';
import { type Manifest, sumOf } from './manifest.ts';

/** Enough to keep a disk busy, few enough that a blob of 25 MB each does not fill the memory. */
const atOnce = 8;

const pathIn = (root: string, name: string) => join(root, name.slice(0, 2), name.slice(2, 4), name);

/** The names in a folder of blobs, sorted. Files under another name are writes under way. */
async function blobsIn(root: string): Promise<string[]> {
  const names: string[] = [];
  for (const first of await entriesOf(root))
    for (const second of await entriesOf(join(root, first)))
      for (const name of await entriesOf(join(root, first, second))) if (/^[0-9a-f]{64}$/.test(name)) names.push(name);
  return names;
}

/**
 * Copies all blobs and checks each against its name. The damaged ones are named and left out. Whatever a store's
 * snapshot names was there before it, so a copy that begins after the snapshot has it all.
 */
export async function copyBlobs(from: string, to: string): Promise<Pick<Manifest, 'blobs' | 'damaged'>> {
  const names = await blobsIn(from);
  const damaged: string[] = [];
  const queue = names.values();
  let bytes = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const name of queue) {
        const content = await readFile(pathIn(from, name));
        if (blobName(content) !== name) {
          damaged.push(name);
          continue;
        }
        await writeSynced(pathIn(to, name), content);
        bytes += content.length;
      }
    }),
  );
  const copied = names.filter((name) => !damaged.includes(name));
  const folders = copied.map((name) => dirname(pathIn(to, name)));
  await syncFolders(new Set(folders.flatMap((folder) => [folder, dirname(folder)])));
  return { blobs: { count: copied.length, bytes, sha256: sumOf(copied.join('\n')) }, damaged: damaged.sort() };
}

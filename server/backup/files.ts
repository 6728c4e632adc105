import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartError } from '../platform/config.ts';

/** For its owner only: a backup holds what Baton holds. */
const [ownFolder, ownFile] = [0o700, 0o600];

export const makeFolder = (path: string) => mkdir(path, { recursive: true, mode: ownFolder });

/** A new file, on disk for good when the promise is kept. */
export async function writeSynced(path: string, content: Uint8Array | string): Promise<void> {
  await makeFolder(dirname(path));
  const file = await open(path, 'wx', ownFile);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a file that somebody else wrote the owner's own, and puts it on disk for good. */
export async function keep(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.chmod(ownFile);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function syncFolders(paths: Iterable<string>): Promise<void> {
  for (const path of paths) {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

/** The size and checksum of a file that may be larger than memory. */
export async function measure(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** What is in a folder; nothing when it does not exist. A new disk has a `lost+found` of its own. */
export async function entriesOf(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).filter((name) => name !== 'lost+found').sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** @throws StartError when something is there that would be mixed up or overwritten */
export async function mustBeEmpty(path: string, what: string): Promise<void> {
  const [first] = await entriesOf(path);
  if (first !== undefined) throw new StartError(`${what} ${path} is not empty (it holds ${first}). Name an empty one.`);
}

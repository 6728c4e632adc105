import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Content by its SHA-256, written for good before anything names it. */
export interface Blobs {
  /** Stores bytes and answers their name; storing the same twice stores them once. */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws when there is no such blob */
  get(name: string): Promise<Buffer>;
}

export const blobName = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Blobs on the local disk, two levels of folders. */
export function createDiskBlobs(root: string): Blobs {
  const pathOf = (name: string) => {
    if (!/^[0-9a-f]{64}$/.test(name)) throw new Error('Not the name of a blob');
    return join(root, name.slice(0, 2), name.slice(2, 4), name);
  };
  return {
    async put(bytes) {
      const name = blobName(bytes);
      const path = pathOf(name);
      if (await stat(path).catch(() => null)) return name;
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${randomUUID()}`;
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } catch (error) {
        await unlink(draft).catch(() => {});
        throw error;
      } finally {
        await file.close();
      }
      await rename(draft, path);
      for (const folder of [dirname(path), dirname(dirname(path)), root]) await syncFolder(folder);
      return name;
    },
    get: (name) => readFile(pathOf(name)),
  };
}

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Content by its SHA-256, written for good before anything names it. */
export interface Blobs {
  /** Stores bytes and answers their name; storing the same twice stores them once. */
  put(bytes: Uint8Array): Promise<string>;
  /** The same of bytes that come one after another, and are never all in memory. Nothing is kept when `source` throws. */
  keep(source: AsyncIterable<Uint8Array>): Promise<{ name: string; size: number }>;
  /** @throws when there is no such blob */
  get(name: string): Promise<Buffer>;
  /** @throws while it is read, when there is no such blob */
  read(name: string): AsyncIterable<Buffer>;
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

/** Where what has no name yet is written: as deep as blobs lie, so that whoever walks them takes it for no blob. */
const draftFolder = join('under', 'way');

/** Blobs on the local disk, two levels of folders. */
export function createDiskBlobs(root: string): Blobs {
  const pathOf = (name: string) => {
    if (!/^[0-9a-f]{64}$/.test(name)) throw new Error('Not the name of a blob');
    return join(root, name.slice(0, 2), name.slice(2, 4), name);
  };

  /** Writes to `draft` and makes sure of it; what breaks off leaves nothing. */
  async function write(draft: string, content: (file: FileHandle) => Promise<void>): Promise<void> {
    await mkdir(dirname(draft), { recursive: true });
    const file = await open(draft, 'wx', 0o600);
    try {
      await content(file);
      await file.sync();
    } catch (error) {
      await unlink(draft).catch(() => {});
      throw error;
    } finally {
      await file.close();
    }
  }

  async function settle(draft: string, path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await rename(draft, path);
    for (const folder of [dirname(path), dirname(dirname(path)), root]) await syncFolder(folder);
  }

  return {
    async put(bytes) {
      const name = blobName(bytes);
      const path = pathOf(name);
      if (await stat(path).catch(() => null)) return name;
      const draft = `${path}.${randomUUID()}`;
      await write(draft, (file) => file.writeFile(bytes));
      await settle(draft, path);
      return name;
    },

    async keep(source) {
      const hash = createHash('sha256');
      let size = 0;
      const draft = join(root, draftFolder, randomUUID());
      await write(draft, async (file) => {
        for await (const chunk of source) {
          hash.update(chunk);
          size += chunk.length;
          await file.writeFile(chunk);
        }
      });
      const name = hash.digest('hex');
      await settle(draft, pathOf(name));
      return { name, size };
    },

    get: (name) => readFile(pathOf(name)),
    read: (name) => createReadStream(pathOf(name)),
  };
}

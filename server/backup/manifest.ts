import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartError } from '../platform/config.ts';
import { writeSynced } from './files.ts';

/** Grows when a backup is laid out otherwise. */
export const backupFormat = 1;

/** Written last: a folder without it is no backup. */
const fileName = 'manifest.json';

const Sum = z.string().regex(/^[0-9a-f]{64}$/);
const Manifest = z.object({
  format: z.number(),
  /** Which releases can read the store: see storage/connection.ts. */
  dataVersion: z.number(),
  begunAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** How many documents each collection holds. */
  store: z.object({ bytes: z.number(), sha256: Sum, documents: z.record(z.string(), z.number()) }),
  /** The checksum is of the sorted names, one a line; each name is the checksum of its blob. */
  blobs: z.object({ count: z.number(), bytes: z.number(), sha256: Sum }),
  /** Blobs that were damaged before the backup, and are not in it. */
  damaged: z.array(z.string()),
  /** Null when the environment gave the secret. */
  secret: z.object({ sha256: Sum }).nullable(),
});

export type Manifest = z.infer<typeof Manifest>;

export const sumOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const checksum = sumOf(JSON.stringify(manifest));
  await writeSynced(join(folder, fileName), `${JSON.stringify({ ...manifest, checksum }, null, 2)}\n`);
}

/** @throws StartError when the backup is not whole, was changed, or was made by a newer release */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => null);
  if (text === null)
    throw new StartError(
      `${folder} holds no finished backup: ${fileName}, which is written last, is missing. Take another backup.`,
    );
  const raw = parsed(text);
  if (typeof raw.format === 'number' && raw.format > backupFormat)
    throw new StartError(`${folder} was made by a newer Baton (format ${raw.format}). Restore it with that release.`);
  const { checksum, ...rest } = raw;
  const read = Manifest.safeParse(rest);
  if (!read.success || checksum !== sumOf(JSON.stringify(rest)))
    throw new StartError(`${join(folder, fileName)} is damaged or was changed. Use another backup.`);
  return read.data;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One secret, a key for each purpose, so that a token for one thing never passes for another. */
export interface Secrets {
  key(purpose: string): Buffer;
  /** A short MAC, 16 bytes in lower-case hex: mail addresses are not case-safe. */
  sign(purpose: string, text: string): string;
  verifies(purpose: string, text: string, mac: string): boolean;
}

export function createSecrets(secret: string): Secrets {
  const keys = new Map<string, Buffer>();
  const key = (purpose: string): Buffer => {
    const made = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, 'baton', purpose, 32));
    keys.set(purpose, made);
    return made;
  };
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', key(purpose)).update(text).digest('hex').slice(0, 32);
  const verifies = (purpose: string, text: string, mac: string) => {
    const right = Buffer.from(sign(purpose, text));
    const given = Buffer.from(mac);
    return right.length === given.length && timingSafeEqual(right, given);
  };
  return { key, sign, verifies };
}

/** The data directory's own secret, made at the first start. */
export async function secretIn(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}

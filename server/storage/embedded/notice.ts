import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the data file: where the process that holds the directory can be reached. A killed one leaves it behind. */
const noticeIn = (dir: string) => join(dir, 'serving');

/** Written whole or not at all, so that whoever reads it can trust it. */
export function announce(dir: string, place: string): void {
  const draft = `${noticeIn(dir)}.${process.pid}`;
  writeFileSync(draft, place, { mode: 0o600 });
  renameSync(draft, noticeIn(dir));
}

export const withdraw = (dir: string): void => rmSync(noticeIn(dir), { force: true });

/** Where the store of `dir` said that it serves; it may have been killed since. */
export function announced(dir: string): string | null {
  try {
    return readFileSync(noticeIn(dir), 'utf8');
  } catch {
    return null;
  }
}

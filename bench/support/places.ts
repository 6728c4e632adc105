import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const resultsDir = join(root, 'bench', 'results');

/** Where data directories are made. It must be on a disk: in memory, waiting for the disk would cost nothing. */
export function benchDir(): string {
  const dir = process.env.BENCH_DIR ?? tmpdir();
  mkdirSync(dir, { recursive: true });
  return dir;
}

const made: string[] = [];

export function freshDir(name: string): string {
  const dir = mkdtempSync(join(benchDir(), `baton-bench-${name}-`));
  made.push(dir);
  return dir;
}

/** Removes what `freshDir` made. */
export function forgetDirs(): void {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
}

/** A module of the built server, typed by its source: what is measured is what users run. */
export const built = <T>(path: string): Promise<T> =>
  import(new URL(`../../build/server/${path}.js`, import.meta.url).href) as Promise<T>;

import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { monotonicMs, rounded, spreadOf } from './numbers.ts';
import { benchDir } from './places.ts';

/** What figures are worth nothing without. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  /** Median of writing 4 KiB and waiting until the disk has it. */
  fdatasyncMs: number;
  /** Runnable processes in the last minute, before the run began: above 0.5 somebody else was at work. */
  loadBefore: number;
  commit: string;
}

function fdatasyncMs(): number {
  const dir = mkdtempSync(join(benchDir(), 'fsync-'));
  const file = openSync(join(dir, 'file'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 100 }, () => {
    const start = monotonicMs();
    writeSync(file, page);
    fdatasyncSync(file);
    return monotonicMs() - start;
  });
  closeSync(file);
  rmSync(dir, { recursive: true });
  return spreadOf(times).p50;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

export const describeMachine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: rounded(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.version,
  loadBefore: rounded(loadavg()[0] ?? 0),
  fdatasyncMs: fdatasyncMs(),
  commit: commit(),
});

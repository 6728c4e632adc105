import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What says nothing about another store, and why. */
const leftOut: Record<string, string> = {
  'server/storage/(?!semantics|transactions|migration|workingSet)': 'tests of the embedded store itself',
  'server/backup/': 'copies the files of the embedded store',
  'server/(contacts|tickets)/explain': 'plans of the embedded store, which is named there',
  'server/collab/kill': 'kills the process that the embedded store is in',
  'server/(docs|platform)/': 'asks no store',
  'server/(setup/config|accounts/totp)': 'asks no store',
  'server/mail/(inside|language|marks|outgoing|parse|quote|reader|room|sanitize|tricky)\\.': 'asks no store',
};

/** What floods a node says little about a store, and the second one is slow: `PROOF_SUITE=short` leaves it out as well. */
const floods = { 'server/(robustness/|realtime/everyCommand)': 'floods' };

/** That server does one thing at a time: more workers only wait longer, and what races 40 times waits longest. */
const workers = ['--maxWorkers', '2'];
const testTimeoutMs = 600_000;

/** The tests of the server with another server for their store. */
export async function secondSuite(): Promise<string> {
  if (!process.env.MONGODB_URL) return 'left out: MONGODB_URL names no second server';
  const without = { ...leftOut, ...(process.env.PROOF_SUITE === 'short' ? floods : {}) };
  const ignored = Object.keys(without).map((pattern) => `--testPathIgnorePatterns=${pattern}`);
  const { status } = spawnSync('npm', ['test', '--', 'test/server/', ...workers, ...ignored], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_TIMEOUT_MS: String(testTimeoutMs) },
  });
  if (status !== 0) throw new Error(`npm test ended with ${status}`);
  const reasons = Object.entries(without).map(([pattern, why]) => `${pattern} (${why})`);
  return `every test of the server but ${reasons.join('; ')}`;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildClient, buildServer } from '../../../server/build.mjs';
import { startBrowser } from './chromium.mjs';

const memory = '/dev/shm';
const enough = 4 * 1024 ** 3;

/** What is in memory outlives a killed process as what is on disk does, and nobody waits for the disk. */
function fastFolder() {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= enough ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

function isGone(pid) {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** A folder of this run's own; those of runs that were killed go. */
function ownFolder(parent) {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^baton-tests-(\d+)-/.exec(name)?.[1]);
    if (pid && isGone(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(parent, `baton-tests-${process.pid}-`));
  // A mail server that drops its rights has to get to its folder in there.
  chmodSync(folder, 0o711);
  return folder;
}

/** The demo shop in a data directory, for products to begin with a copy of. */
async function seedDemo(folder) {
  const { MONGODB_URL: _store, REDIS_URL: _redis, ...inherited } = process.env;
  const child = spawn(process.execPath, ['build/server/main.js'], {
    env: { ...inherited, NODE_ENV: 'test', BATON_DATA_DIR: folder, PORT: '0', SMTP_PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let serves = false;
  for await (const line of createInterface({ input: child.stdout })) {
    serves = line.startsWith('http');
    if (serves) break;
  }
  child.kill('SIGTERM');
  await ended;
  if (!serves) throw new Error('The demo shop could not be seeded');
}

/** A store with every collection and index, for nodes to begin with a copy of. */
async function prepareStore(folder) {
  mkdirSync(folder);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'prepareStore.mjs'), folder], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The empty store could not be made');
}

const needsProducts = ({ patterns }) => patterns.length === 0 || patterns.some((one) => /e2e|client/.test(one));

/** Before the first worker: the product as it is built now, and one folder for all that tests leave behind. */
export default async function setUp({ testPathPatterns }) {
  process.env.TMPDIR = ownFolder(fastFolder());
  buildServer();
  const prepared = prepareStore(join(process.env.TMPDIR, 'prepared'));
  if (!needsProducts(testPathPatterns)) return prepared;
  buildClient();
  await Promise.all([prepared, seedDemo(join(process.env.TMPDIR, 'demo')), startBrowser()]);
}

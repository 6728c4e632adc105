import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');
const tests = join(root, 'test', 'server');

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

/** Each of their files takes minutes there, and has a server of its own. */
const floods = ['access', 'realtime', 'robustness'];

/** That server does one thing at a time: more workers only wait longer, and what races 40 times waits longest. */
const workers = ['--maxWorkers', '2'];
const testTimeoutMs = 600_000;

interface Store {
  url: string;
  stop(): void;
}

/** `SECOND_STORE` is the command of a server that says its address on its first line. */
async function freshStore(command: string): Promise<Store> {
  const child = spawn(command, { shell: true, cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${command} ended before it said where it is`);
  });
  const [url] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  ended.catch(() => {});
  return { url, stop };
}

/** A folder at a time. `PROOF_SUITE` is a pattern of those that are wanted. */
function parts(): string[] {
  const wanted = new RegExp(process.env.PROOF_SUITE ?? '');
  const folders = readdirSync(tests).map((folder) => [folder, readdirSync(join(tests, folder))] as const);
  const all = folders.flatMap(([folder, files]) =>
    floods.includes(folder)
      ? files.filter((file) => file.endsWith('.test.ts')).map((file) => `test/server/${folder}/${file}`)
      : [`test/server/${folder}/`],
  );
  return all.filter((part) => wanted.test(part));
}

/** The tests of the server with another server for their store: a fresh one for each part, as one at work grows slow. */
export async function secondSuite(): Promise<string> {
  const { SECOND_STORE: command, MONGODB_URL: given } = process.env;
  if (!command && !given) return 'left out: neither SECOND_STORE nor MONGODB_URL names a second server';
  const failed: string[] = [];
  const ignored = Object.keys(leftOut).map((pattern) => `--testPathIgnorePatterns=${pattern}`);
  for (const part of parts()) {
    const store = command ? await freshStore(command) : { url: given, stop: () => {} };
    const { status } = spawnSync('npm', ['test', '--', part, '--passWithNoTests', ...workers, ...ignored], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, MONGODB_URL: store.url, TEST_TIMEOUT_MS: String(testTimeoutMs) },
    });
    store.stop();
    if (status !== 0) failed.push(part);
  }
  if (failed.length > 0) throw new Error(`npm test failed in ${failed.join(', ')}`);
  const reasons = Object.entries(leftOut).map(([pattern, why]) => `${pattern} (${why})`);
  return `every test of the server but ${reasons.join('; ')}`;
}

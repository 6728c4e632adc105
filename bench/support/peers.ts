import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.ts';

const folder = join(root, 'bench');
const lock = join(folder, 'package-lock.json');
const installed = join(folder, 'node_modules', '.package-lock.json');

/** The peers that Baton itself has no use for are a package of their own, fetched when a benchmark wants them. */
export function installPeers(): void {
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) throw new Error('The peers could not be installed');
}

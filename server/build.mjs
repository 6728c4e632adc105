// A build is keyed by a hash of the sources, so a second one builds nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function* filesUnder(path) {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

function hashOf(...paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) for (const file of filesUnder(path)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function build(name, hash, command) {
  const stamp = join('build', `${name}.hash`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  process.stderr.write(`Building ${name} …\n`);
  const [file, ...args] = command;
  const done = spawnSync(process.execPath, [join('node_modules', file), ...args], {
    stdio: ['ignore', 2, 2],
    // Whatever runs it, what is built is what people use.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (done.status !== 0) {
    process.stderr.write(`Building ${name} failed.\n`);
    process.exit(1);
  }
  mkdirSync('build', { recursive: true });
  writeFileSync(stamp, hash);
}

const common = ['shared', 'tsconfig.base.json', 'package-lock.json'];

export function buildServer() {
  process.chdir(root);
  build('server', hashOf('server', ...common), ['typescript/bin/tsc', '-b', 'server']);
}

export function buildClient() {
  process.chdir(root);
  const vite = ['vite/bin/vite.js', 'build', '--config', 'client/vite.config.ts', '--logLevel', 'warn'];
  build('client', hashOf('client', ...common), vite);
}

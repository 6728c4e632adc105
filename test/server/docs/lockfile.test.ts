import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const file = new URL('../../../package-lock.json', import.meta.url);

interface Locked {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}
interface Lock {
  packages: Record<string, Locked>;
}

const cpus = ['x64', 'arm64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32'];
const systems = ['android', 'darwin', 'freebsd', 'linux', 'win32', 'openharmony'];

/** A platform's build of `name`, told by its name: `@swc/core-linux-x64-musl`. */
function buildFor(name: string, version: string, dev: boolean): Locked {
  const words = name.split(/[/-]/);
  const os = systems.filter((one) => words.includes(one));
  const cpu = cpus.filter((one) => words.includes(one)).slice(0, 1);
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
  return {
    version,
    ...(dev ? { dev } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}

/** Builds that some package asks for and the lock does not hold, wherever it is looked for. */
function missingIn({ packages }: Lock): [name: string, build: Locked][] {
  const held = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  return Object.values(packages).flatMap(({ optionalDependencies = {}, dev = false }) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => !held.has(name) && /^\d/.test(version))
      .map(([name, version]): [string, Locked] => [name, buildFor(name, version, dev)]),
  );
}

function withBuilds(lock: Lock): Lock {
  const added = missingIn(lock).map(([name, build]) => [`node_modules/${name}`, build] as const);
  const [root, ...rest] = Object.entries(lock.packages);
  const sorted = [...rest, ...added].sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(root ? [root, ...sorted] : sorted) };
}

/** `npm install` leaves out what it cannot fetch where it runs, and then `npm ci` refuses the lock elsewhere. */
test('the lock holds the builds for every platform, so that `npm ci` takes it everywhere', async () => {
  const lock = JSON.parse(await readFile(file, 'utf8')) as Lock;
  if (process.env.UPDATE_LOCK) await writeFile(file, `${JSON.stringify(withBuilds(lock), null, 2)}\n`);
  const now = process.env.UPDATE_LOCK ? withBuilds(lock) : lock;
  expect({
    repair: 'UPDATE_LOCK=1 npm test -- test/server/docs',
    missing: missingIn(now).map(([name]) => name),
  }).toEqual({ repair: 'UPDATE_LOCK=1 npm test -- test/server/docs', missing: [] });
});

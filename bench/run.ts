import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { bulk } from './bulk.ts';
import { collab } from './collab.ts';
import { fanout } from './fanout.ts';
import { filters } from './filters.ts';
import { lists } from './lists.ts';
import { memory } from './memory.ts';
import { mentions } from './mentions.ts';
import { screens } from './screens.ts';
import { search } from './search.ts';
import { start } from './start.ts';
import { store } from './store.ts';
import { type Bench, log } from './support/bench.ts';
import { describeMachine } from './support/machine.ts';
import { forgetDirs, root } from './support/places.ts';
import { printTable, writeResult } from './support/results.ts';
import { writes } from './writes.ts';

const benches: Bench[] = [
  store,
  writes,
  lists,
  filters,
  search,
  bulk,
  fanout,
  collab,
  mentions,
  memory,
  start,
  screens,
];

/**
 * `npm run bench -- [names] [--full] [--size name=number]`. Sizes may also come from the environment, as
 * `BENCH_<NAME>=number`; without any, everything runs so small that it only shows that it works.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { full: { type: 'boolean', default: false }, size: { type: 'string', multiple: true, default: [] } },
  });
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no benchmark ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}`,
    );
  const given = new Map(
    values.size.map((pair) => pair.split('=')).map(([name, number]) => [name ?? '', Number(number)]),
  );
  const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

  buildServer();
  const machine = describeMachine();
  for (const bench of chosen) {
    log(`${bench.name} begins`);
    const used: Record<string, number> = {};
    const outcome = await bench
      .run((name) => {
        const { smoke, full } = bench.sizes[name] ?? { smoke: 0, full: 0 };
        const fromEnv = process.env[`BENCH_${name.toUpperCase()}`];
        const size = given.get(name) ?? (fromEnv ? Number(fromEnv) : values.full ? full : smoke);
        used[name] = size;
        return size;
      })
      .finally(forgetDirs);
    const { figures, details } = outcome;
    const file = writeResult({
      name: bench.name,
      full: values.full,
      at: new Date().toISOString(),
      machine,
      sizes: used,
      figures,
      details,
    });
    printTable(bench.name, figures);
    log(`${bench.name} is written to ${file}`);
  }
}

function buildServer(): void {
  const done = spawnSync(process.execPath, ['server/start.mjs', '--build-only'], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) throw new Error('The server could not be built');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);

import { readFileSync } from 'node:fs';
import { connectAgent, connectAgents } from './support/agent.ts';
import { defineBench, type Figure } from './support/bench.ts';
import { type Child, startChild, type Usage } from './support/child.ts';
import { type Desk, makeDesk, serve } from './support/desk.ts';
import { median, pause, rounded } from './support/numbers.ts';
import { freshDir } from './support/places.ts';

const mib = 2 ** 20;
const rounds = 3;
/** After so many, next to nothing is compiled any more. */
const warmRounds = 3;

interface PerSocket {
  rssKiB: number;
  heapKiB: number;
}

/**
 * What `sockets` idle ones need. Resident memory is that of a new server's first ones, after a tenth as many; what lives on
 * the heap is measured when they have come and gone before, so that code compiled on the way is not counted as theirs.
 */
async function growth(
  child: Child,
  tokenOf: (index: number) => string | null,
  sockets: number,
  rest: number,
): Promise<PerSocket> {
  const warm = Math.ceil(sockets / 10);
  const settled = async (): Promise<Usage> => {
    await pause(rest * 1000);
    return child.usage({ collect: true });
  };
  const more = (count: number, from: number) =>
    connectAgents(count, (index) => connectAgent(child.port, tokenOf(from + index), () => {}));
  const few = await more(warm, 0);
  const cold = await settled();
  const first = await more(sockets, warm);
  const filled = await settled();
  for (const agent of first) agent.close();
  for (let time = 0; time < warmRounds; time += 1) {
    for (const agent of await more(sockets, warm)) agent.close();
    await pause(500);
  }
  const before = await settled();
  const last = await more(sockets, warm);
  const after = await settled();
  for (const agent of [...few, ...last]) agent.close();
  const heap = (usage: Usage) => usage.heapUsed + usage.external;
  return { rssKiB: (filled.rss - cold.rss) / sockets / 1024, heapKiB: (heap(after) - heap(before)) / sockets / 1024 };
}

async function batonSockets(desk: Desk, sockets: number, rest: number): Promise<PerSocket> {
  const child = await serve(desk);
  const grown = await growth(child, (index) => desk.tokenOf(index), sockets, rest);
  await child.stop();
  return grown;
}

async function plainSockets(sockets: number, rest: number): Promise<PerSocket> {
  const child = await startChild('peer');
  const grown = await growth(child, () => null, sockets, rest);
  await child.stop();
  return grown;
}

/** A first start as it comes, with its demo desk, left alone for a while. */
async function idleMiB(rest: number): Promise<{ rss: number; anonymous: number }> {
  const child = await startChild('baton', {
    BATON_DATA_DIR: freshDir('idle'),
    PORT: '0',
    SMTP_PORT: '0',
    LOG_LEVEL: 'warn',
  });
  await pause(rest * 1000);
  const { rss } = await child.usage();
  const anonymous = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  await child.stop();
  return { rss: rss / mib, anonymous: Number(anonymous ?? 0) / 1024 };
}

/** Idle sockets, and an idle server. Sockets are measured in new processes, in turns, after the garbage is collected. */
export const memory = defineBench({
  name: 'memory',
  sizes: { agents: { smoke: 50, full: 1000 }, rest: { smoke: 1, full: 10 } },
  async run(size) {
    const desk = await makeDesk({ people: Math.ceil(size.agents * 1.1) + 20, tickets: 100 });
    const baton: PerSocket[] = [];
    const plain: PerSocket[] = [];
    for (let round = 0; round < rounds; round += 1) {
      baton.push(await batonSockets(desk, size.agents, size.rest));
      plain.push(await plainSockets(size.agents, size.rest));
    }
    const of = (runs: PerSocket[], key: keyof PerSocket) => median(runs.map((run) => run[key]));
    const words = (key: keyof PerSocket) =>
      `${rounded(of(baton, key))} KiB against ${rounded(of(plain, key))} KiB, median of ${rounds}`;
    const idle = await idleMiB(size.rest);
    const figures: Figure[] = [
      {
        label: 'idle signed-in agent against a Socket.IO connection, resident',
        value: of(baton, 'rssKiB') / of(plain, 'rssKiB'),
        unit: '×',
        wanted: { atMost: 1.3 },
        note: words('rssKiB'),
      },
      {
        label: 'the same, live heap and buffers',
        value: of(baton, 'heapKiB') / of(plain, 'heapKiB'),
        unit: '×',
        wanted: { atMost: 1.3 },
        note: words('heapKiB'),
      },
      {
        label: 'idle server with its store and the demo desk, resident',
        value: idle.rss,
        unit: 'MiB',
        wanted: { atMost: 250 },
        note: `${rounded(idle.anonymous)} MiB of it is the process's own, the rest is code and mapped files`,
      },
    ];
    return { figures, details: { baton, plain, idle } };
  },
});

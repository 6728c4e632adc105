import { type Agent, connectAgent, connectAgents, seqIn } from './support/agent.ts';
import { defineBench, type Figure } from './support/bench.ts';
import { type Caller, createCaller } from './support/caller.ts';
import { type Change, changesOf } from './support/changes.ts';
import type { Child } from './support/child.ts';
import { type Desk, makeDesk, serve } from './support/desk.ts';
import { closedLoop, type Run } from './support/loops.ts';
import { median, pause, rounded, spreadOf, sum } from './support/numbers.ts';

type Way = 'http' | 'socket';

/** A Baton under load, and one socket that hears all it says. */
interface Side {
  desk: Desk;
  child: Child;
  callers: Caller;
  agents: Agent[];
  change: () => Change;
  heard: { changed: number; disorder: number };
  acknowledged: number;
  runs: Record<Way, { run: Run; cpuMs: number }[]>;
}

const rounds = 3;
const ticketChanged = Buffer.from('"ticket.changed"');

async function open(desk: Desk, clients: number): Promise<Side> {
  const child = await serve(desk);
  const heard = { changed: 0, disorder: 0 };
  let last = -1;
  function listen(bytes: Buffer, start: number, end: number): void {
    const seq = seqIn(bytes, start, end);
    if (seq <= last) heard.disorder += 1;
    last = seq;
    if (bytes.subarray(start, Math.min(end, start + 60)).includes(ticketChanged)) heard.changed += 1;
  }
  const agents = await connectAgents(clients, (index) =>
    connectAgent(child.port, desk.tokenOf(index), index === 0 ? listen : () => {}),
  );
  const callers = createCaller(child.port, desk.tokenOf(0), clients);
  return {
    desk,
    child,
    callers,
    agents,
    change: changesOf(desk),
    heard,
    acknowledged: 0,
    runs: { http: [], socket: [] },
  };
}

async function changeOne(side: Side, way: Way, client: number): Promise<void> {
  const { name, input } = side.change();
  if (way === 'http') await side.callers.call(name, input);
  else {
    const id = `b-${client}-${side.acknowledged}-${Math.random()}`;
    const answer = await side.agents[client]?.emit('request', { id, name, input });
    if (typeof answer !== 'object' || answer === null || 'error' in answer) throw new Error(JSON.stringify(answer));
  }
  side.acknowledged += 1;
}

async function measure(side: Side, way: Way, clients: number, seconds: number): Promise<void> {
  const before = await side.child.usage();
  const run = await closedLoop(clients, seconds, (client) => changeOne(side, way, client));
  const after = await side.child.usage();
  side.runs[way].push({ run, cpuMs: (after.cpuMs - before.cpuMs) / run.count });
}

/** Waits for the last events; what has not come then is lost. */
async function unheard(side: Side): Promise<number> {
  for (let tries = 0; tries < 100 && side.heard.changed < side.acknowledged; tries += 1) await pause(50);
  return Math.abs(side.acknowledged - side.heard.changed) + side.heard.disorder;
}

const rateOf = (side: Side, way: Way) => median(side.runs[way].map(({ run }) => run.perSecond));

function figuresOf(side: Side, tickets: number): Figure[] {
  return (['http', 'socket'] as const).map((way) => {
    const { p50, p95, p99 } = spreadOf(side.runs[way].flatMap(({ run }) => run.latencies));
    const cpu = rounded(median(side.runs[way].map(({ cpuMs }) => cpuMs)));
    return {
      label: `ticket changes, ${tickets.toLocaleString('en-US')} tickets, over ${way === 'http' ? 'HTTP' : 'socket'}`,
      value: rateOf(side, way),
      unit: '/s',
      wanted: { atLeast: 200 },
      note: `p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms; ${cpu} ms of processor each`,
    };
  });
}

/** Changes of status, priority and owner on one node, acknowledged after their commit, at two sizes in turns. */
export const writes = defineBench({
  name: 'writes',
  sizes: {
    few: { smoke: 200, full: 10_000 },
    many: { smoke: 2000, full: 500_000 },
    clients: { smoke: 8, full: 32 },
    seconds: { smoke: 1, full: 10 },
  },
  async run(size) {
    // What is measured is a desk at work, not one whose search is being built beside it.
    const made = (tickets: number) => makeDesk({ people: 40, tickets, searched: true });
    const desks = [await made(size.few), await made(size.many)];
    const sides: Side[] = [];
    for (const desk of desks) sides.push(await open(desk, size.clients));
    for (const side of sides)
      await closedLoop(size.clients, size.seconds / 3, (client) => changeOne(side, 'http', client));
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ['http', 'socket'] as const) {
        for (const side of sides) await measure(side, way, size.clients, size.seconds);
      }
    }
    const [few, many] = sides;
    if (!few || !many) throw new Error('There are two sizes');
    const lost = sum(await Promise.all(sides.map(unheard)));
    const ratio = (way: Way) => rateOf(many, way) / rateOf(few, way);
    const figures: Figure[] = [
      ...figuresOf(few, size.few),
      ...figuresOf(many, size.many),
      {
        label: 'many tickets against few, over HTTP',
        value: ratio('http'),
        unit: '×',
        wanted: { atLeast: 0.9 },
        note: 'no fall; a tenth is the noise of repeated runs',
      },
      { label: 'many tickets against few, over socket', value: ratio('socket'), unit: '×', wanted: { atLeast: 0.9 } },
      {
        label: 'acknowledged and not heard, or out of order',
        value: lost,
        unit: 'changes',
        wanted: { atMost: 0 },
        note: `of ${sum(sides.map(({ acknowledged }) => acknowledged)).toLocaleString('en-US')}`,
      },
    ];
    const details = sides.map((side, index) => ({
      tickets: index === 0 ? size.few : size.many,
      runs: Object.entries(side.runs).map(([way, runs]) => ({
        way,
        runs: runs.map(({ run, cpuMs }) => ({ perSecond: run.perSecond, cpuMs, ...spreadOf(run.latencies) })),
      })),
    }));
    for (const side of sides) {
      for (const agent of side.agents) agent.close();
      side.callers.close();
      await side.child.stop();
    }
    return { figures, details };
  },
});

import { defineBench, type Figure } from './support/bench.ts';
import { type Crowd, gatherAgents, gatherPlain } from './support/crowd.ts';
import { makeDesk } from './support/desk.ts';
import { openLoop } from './support/loops.ts';
import { median, monotonicMs, pause, rounded, type Spread, spreadOf, sum } from './support/numbers.ts';

/** So many events are under way at any time: enough that the server never waits. */
const window = 32;
const rounds = 4;

interface Saturated {
  eventsPerSecond: number;
  deliveriesPerSecond: number;
  cpuMicrosPerDelivery: number;
}

/** Says the next thing as soon as all sockets have heard an earlier one. */
async function saturate(crowd: Crowd, seconds: number): Promise<Saturated> {
  const { ledger, child } = crowd;
  let open = true;
  let spoken = 0;
  const speak = () => {
    spoken += 1;
    void crowd.say(spoken % Math.min(window, crowd.sockets));
  };
  const target = ledger.complete;
  ledger.onComplete = () => {
    if (open) speak();
  };
  for (let index = 0; index < window; index += 1) speak();
  await pause(500);
  const before = { usage: await child.usage(), deliveries: ledger.deliveries, at: monotonicMs() };
  await pause(seconds * 1000);
  const after = { usage: await child.usage(), deliveries: ledger.deliveries, at: monotonicMs() };
  open = false;
  await heardAll(crowd, target + spoken);
  const deliveries = after.deliveries - before.deliveries;
  const deliveriesPerSecond = (deliveries * 1000) / (after.at - before.at);
  return {
    eventsPerSecond: deliveriesPerSecond / crowd.sockets,
    deliveriesPerSecond,
    cpuMicrosPerDelivery: ((after.usage.cpuMs - before.usage.cpuMs) * 1000) / deliveries,
  };
}

async function heardAll({ ledger }: Crowd, complete: number): Promise<void> {
  for (let tries = 0; tries < 200 && ledger.complete < complete; tries += 1) await pause(50);
}

interface Paced {
  /** From the moment the event was begun (committed; given to Socket.IO) to each socket. */
  sinceBegun: number[];
  /** From the moment it should have been said to each socket. */
  sincePlanned: number[];
}

/** Says so many things a second, by the timetable. */
async function pace(crowd: Crowd, perSecond: number, events: number): Promise<Paced> {
  const { ledger, child, sockets } = crowd;
  await child.ask('stamps');
  const first = crowd.next();
  const moments = ledger.keepMoments(first, events);
  const planned = new Float64Array(events);
  const target = ledger.complete + events;
  await openLoop(perSecond, events, (index, plannedMs) => {
    planned[index] = plannedMs;
    void crowd.say(0);
  });
  await heardAll(crowd, target);
  const stamps = await child.ask<[number, number][]>('stamps');
  const result: Paced = { sinceBegun: [], sincePlanned: [] };
  let stamp = 0;
  for (let index = 0; index < events; index += 1) {
    while ((stamps[stamp]?.[0] ?? Number.POSITIVE_INFINITY) < first + index) stamp += 1;
    const begun = stamps[stamp]?.[1] ?? 0;
    for (let socket = 0; socket < sockets; socket += 1) {
      const at = moments[index * sockets + socket] ?? 0;
      if (at === 0) continue;
      result.sinceBegun.push(at - begun);
      result.sincePlanned.push(at - (planned[index] ?? 0));
    }
  }
  return result;
}

/** A change and what its few listeners cost, in µs of processor: mostly the work that a broadcast does not have. */
async function costWithFew(crowd: Crowd, seconds: number): Promise<number> {
  await saturate(crowd, seconds);
  const { cpuMicrosPerDelivery } = await saturate(crowd, seconds);
  return cpuMicrosPerDelivery * crowd.sockets;
}

const words = ({ p50, p99, max }: Spread) => `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`;

/** Ticket events to everybody's sockets, in turns with a plain Socket.IO server that broadcasts the same bytes. */
export const fanout = defineBench({
  name: 'fanout',
  sizes: {
    agents: { smoke: 50, full: 1000 },
    tickets: { smoke: 500, full: 10_000 },
    seconds: { smoke: 1, full: 10 },
    persecond: { smoke: 40, full: 40 },
  },
  async run(size) {
    const desk = await makeDesk({ people: size.agents + 20, tickets: size.tickets });
    const few = await gatherAgents(desk, window);
    const withFew = await costWithFew(few, size.seconds);
    const event = few.sample();
    await few.close();
    const crowds = [await gatherAgents(desk, size.agents), await gatherPlain(size.agents, event)] as const;

    const saturated: [Saturated[], Saturated[]] = [[], []];
    const paced: [Paced[], Paced[]] = [[], []];
    for (const crowd of crowds) await saturate(crowd, 1);
    for (let round = 0; round < rounds; round += 1) {
      for (const side of [0, 1] as const) saturated[side].push(await saturate(crowds[side], size.seconds));
      for (const side of [0, 1] as const) {
        const events = Math.ceil(size.persecond * size.seconds);
        paced[side].push(await pace(crowds[side], size.persecond, events));
      }
    }
    for (const crowd of crowds) await crowd.close();

    const of = (side: 0 | 1, key: keyof Saturated) => median(saturated[side].map((one) => one[key]));
    const late = (side: 0 | 1, key: keyof Paced) => spreadOf(paced[side].flatMap((one) => one[key]));
    const [begun, plainBegun] = [late(0, 'sinceBegun'), late(1, 'sinceBegun')];
    const rate = `${rounded(size.persecond)} events/s to ${size.agents} agents`;
    const plainMicros = of(1, 'cpuMicrosPerDelivery');
    const writing = Math.max(0, withFew - window * plainMicros);
    const figures: Figure[] = [
      {
        label: 'deliveries against Socket.IO, saturated',
        value: of(0, 'deliveriesPerSecond') / of(1, 'deliveriesPerSecond'),
        unit: '×',
        wanted: { atLeast: 0.9 },
        note: `${rounded(of(0, 'deliveriesPerSecond'))}/s against ${rounded(of(1, 'deliveriesPerSecond'))}/s, to ${size.agents} sockets`,
      },
      {
        label: 'processor per delivery against Socket.IO',
        value: of(0, 'cpuMicrosPerDelivery') / plainMicros,
        unit: '×',
        wanted: { atMost: 1.15 },
        note: `${rounded(of(0, 'cpuMicrosPerDelivery'))} µs against ${rounded(plainMicros)} µs; all threads, the store's too`,
      },
      {
        label: 'the same without the transaction',
        value: (of(0, 'cpuMicrosPerDelivery') - writing / size.agents) / plainMicros,
        unit: '×',
        note: `a change with ${window} listeners costs ${rounded(withFew / 1000)} ms; without their part it is ${rounded(writing / size.agents)} µs of each delivery here`,
      },
      {
        label: `commit to socket, p99, ${rate}`,
        value: begun.p99,
        unit: 'ms',
        wanted: { atMost: rounded(plainBegun.p99 + 15) },
        note: `${words(begun)}; Socket.IO's broadcast to socket: ${words(plainBegun)}`,
      },
      {
        label: `asked to socket, p99, ${rate}`,
        value: late(0, 'sincePlanned').p99,
        unit: 'ms',
        note: `with the transaction; Socket.IO ${words(late(1, 'sincePlanned'))}`,
      },
      ...crowds.map((crowd) => ({
        label: `lost or repeated, ${crowd.name}`,
        value: crowd.missed(),
        unit: 'deliveries',
        wanted: { atMost: 0 },
        note: `of ${crowd.ledger.deliveries.toLocaleString('en-US')}, by number at every socket`,
      })),
    ];
    const details = {
      eventBytes: JSON.stringify(event).length,
      changeMicros: { withFew, alone: writing },
      saturated: { baton: saturated[0], socketIo: saturated[1] },
      paced: {
        baton: paced[0].map(({ sinceBegun, sincePlanned }) => [spreadOf(sinceBegun), spreadOf(sincePlanned)]),
        socketIo: paced[1].map(({ sinceBegun, sincePlanned }) => [spreadOf(sinceBegun), spreadOf(sincePlanned)]),
      },
      samples: sum(paced[0].map(({ sinceBegun }) => sinceBegun.length)),
    };
    return { figures, details };
  },
});

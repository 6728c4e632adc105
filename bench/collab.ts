import { defineBench, type Figure, log } from './support/bench.ts';
import { makeDesk } from './support/desk.ts';
import { batonOf, connectionsEach, type DocServer, docPeers, type Served } from './support/docServers.ts';
import { openLoop } from './support/loops.ts';
import { median, monotonicMs, pause, rounded, type Spread, spreadOf, sum } from './support/numbers.ts';
import { installPeers } from './support/peers.ts';
import { openWriter, type Writer } from './support/writer.ts';

const rounds = 3;
/** Documents that are opened at once. */
const atOnce = 20;
/** What has not come by then is lost. */
const patienceMs = 10_000;
const letters = 'the parcel has not arrived yet, and nobody can say where it is. ';
/** A reply of usual length. */
const reply = letters.repeat(16);

/** One types, the other reads. */
interface Pair {
  writer: Writer;
  reader: Writer;
  /** The writer's own count (Yjs's) before the first key. */
  base: number;
  /** When each key should have been pressed. */
  planned: number[];
  /** Keys that the reader has, and that were acknowledged. */
  heard: number;
  acknowledged: number;
}

interface Typed {
  toPeer: number[];
  toAcknowledgement: number[];
  cpuMicrosPerKey: number;
  unheard: number;
}

async function eachOf<T>(count: number, one: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let first = 0; first < count; first += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - first) }, (_, index) => one(first + index));
    all.push(...(await Promise.all(some)));
  }
  return all;
}

async function until(isSo: () => boolean): Promise<void> {
  for (const end = monotonicMs() + patienceMs; !isSo() && monotonicMs() < end; ) await pause(5);
}

async function pairAt(served: Served, index: number): Promise<Pair> {
  const writer = await openWriter(served.placeOf(index));
  const reader = await openWriter(served.placeOf(index));
  writer.type('|');
  const own = () => writer.has(writer.doc.clientID);
  await until(() => reader.has(writer.doc.clientID) >= own());
  await until(() => writer.acknowledged() >= own());
  return { writer, reader, base: own(), planned: [], heard: 0, acknowledged: 0 };
}

function press({ writer, planned }: Pair, plannedMs: number): void {
  planned.push(plannedMs);
  writer.type(letters[planned.length % letters.length] ?? ' ');
}

/** Keys by the timetable, one document after the other. */
async function typeAt({ child }: Served, pairs: readonly Pair[], perSecond: number, keys: number): Promise<Typed> {
  const typed: Typed = { toPeer: [], toAcknowledgement: [], cpuMicrosPerKey: 0, unheard: 0 };
  for (const pair of pairs) {
    const { writer, reader, planned, base } = pair;
    reader.onChange = () => {
      const now = monotonicMs();
      for (const has = reader.has(writer.doc.clientID) - base; pair.heard < has; pair.heard += 1)
        typed.toPeer.push(now - (planned[pair.heard] ?? now));
    };
    writer.onAcknowledged = () => {
      const now = monotonicMs();
      for (const has = writer.acknowledged() - base; pair.acknowledged < has; pair.acknowledged += 1)
        typed.toAcknowledgement.push(now - (planned[pair.acknowledged] ?? now));
    };
  }
  const before = await child.usage();
  await openLoop(perSecond, keys, (index, plannedMs) => {
    const pair = pairs[index % pairs.length];
    if (pair) press(pair, plannedMs);
  });
  await until(() => typed.toPeer.length === keys);
  await until(() => typed.toAcknowledgement.length === keys || typed.toAcknowledgement.length === 0);
  const after = await child.usage();
  typed.cpuMicrosPerKey = ((after.cpuMs - before.cpuMs) * 1000) / keys;
  typed.unheard = keys - typed.toPeer.length;
  return typed;
}

interface Side {
  server: DocServer;
  typed: Typed[];
  memory: PerDocument[];
  lost: { typed: number; lost: number }[];
}

/** Every server has all documents open at the same time, and is typed into in turns. */
async function keystrokes(sides: readonly Side[], documents: number, perSecond: number, seconds: number) {
  const running: { side: Side; served: Served; pairs: Pair[] }[] = [];
  for (const side of sides) {
    const served = await side.server.start();
    running.push({ side, served, pairs: await eachOf(documents, (index) => pairAt(served, index)) });
  }
  for (const { served, pairs } of running) await typeAt(served, pairs, perSecond, perSecond);
  for (let round = 0; round < rounds; round += 1) {
    for (const { side, served, pairs } of running) {
      side.typed.push(await typeAt(served, pairs, perSecond, Math.ceil(perSecond * seconds)));
    }
  }
  for (const { served, pairs } of running) {
    for (const { writer, reader } of pairs) for (const one of [writer, reader]) one.close();
    await served.child.stop();
  }
}

interface PerDocument {
  rssKiB: number;
  heapKiB: number;
}

/** What an open document with one client and an ordinary reply in it takes, after a tenth as many. */
async function idle({ start }: DocServer, documents: number, rest: number): Promise<PerDocument> {
  const { child, placeOf } = await start();
  const warm = Math.ceil(documents / 10);
  const settled = async () => {
    await pause(rest * 1000);
    return child.usage({ collect: true });
  };
  const few = await eachOf(warm, (index) => openWriter(placeOf(index), reply));
  const before = await settled();
  const more = await eachOf(documents, (index) => openWriter(placeOf(warm + index), reply));
  const after = await settled();
  for (const one of [...few, ...more]) one.close();
  await child.stop();
  const each = (key: 'rss' | 'heapUsed' | 'external') => (after[key] - before[key]) / documents / 1024;
  return { rssKiB: each('rss'), heapKiB: each('heapUsed') + each('external') };
}

/** Types until all of it was heard by the peers and acknowledged, kills, starts again, and counts what is there for a new client. */
async function killed({ start, durable }: DocServer, documents: number, keys: number) {
  const first = await start();
  const pairs = await eachOf(documents, (index) => pairAt(first, index));
  await typeAt(first, pairs, documents * 20, keys);
  if (durable) await until(() => pairs.every(({ acknowledged, planned }) => acknowledged === planned.length));
  const texts = pairs.map(({ reader }) => reader.text());
  await first.child.kill();
  for (const { writer, reader } of pairs) for (const one of [writer, reader]) one.close();
  const second = await start();
  const lost = await eachOf(documents, async (index) => {
    const fresh = await openWriter(second.placeOf(index));
    const there = fresh.text();
    fresh.close();
    return (texts[index]?.length ?? 0) - there.length;
  });
  await second.child.stop();
  return { typed: sum(texts.map((text) => text.length)), lost: sum(lost) };
}

const words = ({ p50, p99, max }: Spread) => `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`;

/** Keys into documents that two have open, beside the two servers that others would take for it; and what a kill costs. */
export const collab = defineBench({
  name: 'collab',
  sizes: {
    documents: { smoke: 20, full: 200 },
    persecond: { smoke: 100, full: 1000 },
    seconds: { smoke: 2, full: 10 },
    idle: { smoke: 50, full: 1000 },
    rest: { smoke: 1, full: 5 },
    killdocuments: { smoke: 5, full: 50 },
    keys: { smoke: 50, full: 2000 },
  },
  async run(size) {
    installPeers();
    const most = Math.max(size.documents * 2, Math.ceil(size.idle * 1.1), size.killdocuments * 2);
    const people = Math.ceil(most / connectionsEach) + 30;
    const deskFor = (tickets: number) => makeDesk({ people, tickets });
    const sides: Side[] = [];
    const open = async (documents: number, clients: number) => {
      const servers = [await batonOf(await deskFor(documents), documents, clients), ...docPeers()];
      for (const [index, server] of servers.entries()) {
        const side = sides[index];
        if (side) side.server = server;
        else sides.push({ server, typed: [], memory: [], lost: [] });
      }
    };

    await open(size.documents, 2);
    await keystrokes(sides, size.documents, size.persecond, size.seconds);
    for (let round = 0; round < rounds; round += 1) {
      log(`idle documents, round ${round + 1}`);
      await open(Math.ceil(size.idle * 1.1) + 1, 1);
      for (const side of sides) side.memory.push(await idle(side.server, size.idle, size.rest));
    }
    await open(size.killdocuments, 2);
    for (let round = 0; round < rounds; round += 1) {
      log(`kills, round ${round + 1}`);
      for (const side of sides) side.lost.push(await killed(side.server, size.killdocuments, size.keys));
    }
    return { figures: figuresOf(sides, size.persecond, size.documents), details: detailsOf(sides) };
  },
});

function figuresOf(sides: readonly Side[], perSecond: number, documents: number): Figure[] {
  const cpuOf = ({ typed }: Side) => median(typed.map(({ cpuMicrosPerKey }) => cpuMicrosPerKey));
  const [baton, plain, ...others] = sides;
  if (!baton || !plain) throw new Error('There is nobody to compare with');
  const against = (side: Side): Figure => ({
    label: `processor per key against ${side.server.name}`,
    value: cpuOf(baton) / cpuOf(side),
    unit: '×',
    ...(side === plain ? { wanted: { atMost: 1 } } : {}),
    note: `${rounded(cpuOf(baton))} µs against ${rounded(cpuOf(side))} µs; all threads, Baton's store too, each key of which is on the disk`,
  });
  const rate = `${perSecond.toLocaleString('en-US')} keys/s into ${documents} documents`;
  const late = (side: Side, key: 'toPeer' | 'toAcknowledgement') => spreadOf(side.typed.flatMap((one) => one[key]));
  return [
    against(plain),
    ...others.map(against),
    ...sides.map((side) => ({
      label: `keystroke to peer, p99, ${side.server.name}`,
      value: late(side, 'toPeer').p99,
      unit: 'ms',
      note: `${words(late(side, 'toPeer'))}; ${rate}, ${sum(side.typed.map(({ unheard }) => unheard))} unheard`,
    })),
    {
      label: 'keystroke to "saved", p99, Baton',
      value: late(baton, 'toAcknowledgement').p99,
      unit: 'ms',
      note: `${words(late(baton, 'toAcknowledgement'))}; by then it is on the disk`,
    },
    ...sides.map((side) => ({
      label: `open idle document, resident, ${side.server.name}`,
      value: median(side.memory.map(({ rssKiB }) => rssKiB)),
      unit: 'KiB',
      note: `${rounded(median(side.memory.map(({ heapKiB }) => heapKiB)))} KiB of live heap and buffers; a reply of ${reply.length} characters and one client; median of ${rounds}`,
    })),
    ...sides.map((side) => ({
      label: `lost by kill -9, ${side.server.name}`,
      value: sum(side.lost.map(({ lost }) => lost)),
      unit: 'characters',
      ...(side.server.durable ? { wanted: { atMost: 0 } } : {}),
      note: `of ${sum(side.lost.map(({ typed }) => typed)).toLocaleString('en-US')} that the other writer had on his screen${side.server.durable ? ' and that were said to be saved' : ''}, after ${rounds} kills`,
    })),
  ];
}

const detailsOf = (sides: readonly Side[]) =>
  sides.map(({ server, typed, memory, lost }) => ({
    name: server.name,
    typed: typed.map(({ cpuMicrosPerKey, unheard, toPeer, toAcknowledgement }) => ({
      cpuMicrosPerKey,
      unheard,
      toPeer: spreadOf(toPeer),
      toAcknowledgement: spreadOf(toAcknowledgement),
    })),
    memory,
    lost,
  }));

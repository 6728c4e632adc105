import mongoose, { type mongo } from 'mongoose';
import { v7 } from 'uuid';
import { defineBench, type Figure } from './support/bench.ts';
import { closedLoop } from './support/loops.ts';
import { monotonicMs, rounded, spreadOf } from './support/numbers.ts';
import { built, freshDir } from './support/places.ts';

/** About 740 bytes of BSON, as the numbers to hold were measured with. */
interface Row {
  _id: string;
  workspaceId: string;
  number: number;
  name: string;
  statusId: string;
  priority: string;
  ownerId: string;
  audience: string[];
  tags: string[];
  text: string;
  activityAt: Date;
  n: number;
}

const indexes = [
  { key: { workspaceId: 1, number: 1 }, name: 'number', unique: true },
  { key: { workspaceId: 1, statusId: 1, activityAt: -1, _id: -1 }, name: 'status' },
  { key: { workspaceId: 1, ownerId: 1, activityAt: -1, _id: -1 }, name: 'owner' },
  { key: { workspaceId: 1, audience: 1, activityAt: -1, _id: -1 }, name: 'audience' },
] as const;

const text = 'The parcel has not come and I would like to know where it is. '.repeat(6);

const rowAt = (index: number): Row => ({
  _id: v7(),
  workspaceId: 'w1',
  number: index,
  name: `Parcel ${index} has not arrived`,
  statusId: `status-${index % 4}`,
  priority: 'normal',
  ownerId: `owner-${index % 20}`,
  audience: ['all', `team:${index % 5}`],
  tags: ['shipping'],
  text,
  activityAt: new Date(1_700_000_000_000 + index * 1000),
  n: 0,
});

/** What embedded-store.md promises, less the 30 % that a busy machine may cost; per second. */
const promised = {
  insertMany: 11_400,
  insertOne: [343, 1594],
  findOne: [2890, 5190],
  sorted: 725,
  update: [645, 1427],
} as const;
const held = (perSecond: number) => ({ atLeast: rounded(perSecond * 0.7) });

async function fill(rows: mongo.Collection<Row>, count: number, ids: string[]): Promise<number> {
  const start = monotonicMs();
  for (let from = 0; from < count; from += 1000) {
    const batch = Array.from({ length: Math.min(1000, count - from) }, (_, index) => rowAt(from + index));
    await rows.insertMany(batch);
    for (const { _id } of batch) ids.push(_id);
  }
  return (count * 1000) / (monotonicMs() - start);
}

/** The embedded store alone, through the official driver, with every write synced to disk. */
export const store = defineBench({
  name: 'store',
  sizes: { rows: { smoke: 2000, full: 200_000 }, seconds: { smoke: 1, full: 10 } },
  async run(size) {
    const { startEmbeddedStore } =
      await built<typeof import('../server/storage/embedded/start.ts')>('storage/embedded/start');
    const embedded = await startEmbeddedStore({ dir: freshDir('store') });
    const client = await mongoose.mongo.MongoClient.connect(embedded.uri('bench'), { maxPoolSize: 100 });
    const rows = client.db().collection<Row>('rows');
    for (const { key, ...options } of indexes) await rows.createIndex(key, options);
    const ids: string[] = [];
    let made = size.rows;
    const someId = () => ids[Math.floor(Math.random() * ids.length)] ?? '';
    const status = () => `status-${Math.floor(Math.random() * 4)}`;

    const perSecond = await fill(rows, size.rows, ids);
    const figures: Figure[] = [
      {
        label: 'insertMany, 1,000 at a time',
        value: perSecond,
        unit: 'documents/s',
        wanted: held(promised.insertMany),
      },
    ];
    const details: Record<string, unknown> = { bytes: mongoose.mongo.BSON.calculateObjectSize(rowAt(1)) };

    async function measure(label: string, clients: number, wanted: number | undefined, one: () => Promise<unknown>) {
      await closedLoop(clients, size.seconds / 10, one);
      const run = await closedLoop(clients, size.seconds, one);
      const { p50, p99 } = spreadOf(run.latencies);
      details[`${label}, ${clients}`] = { perSecond: run.perSecond, ...spreadOf(run.latencies) };
      figures.push({
        label: `${label}, ${clients === 1 ? '1 client' : `${clients} clients`}`,
        value: run.perSecond,
        unit: '/s',
        ...(wanted === undefined ? {} : { wanted: held(wanted) }),
        note: `p50 ${p50} ms, p99 ${p99} ms`,
      });
    }

    const cases: [string, readonly (number | undefined)[], () => Promise<unknown>][] = [
      ['findOne by id', promised.findOne, () => rows.findOne({ _id: someId() })],
      [
        '50 of all, sorted by index',
        [promised.sorted],
        () =>
          rows.find({ workspaceId: 'w1', statusId: status() }).sort({ activityAt: -1, _id: -1 }).limit(50).toArray(),
      ],
      [
        'update, $inc and $set',
        promised.update,
        () =>
          rows.updateOne({ _id: someId() }, { $inc: { n: 1 }, $set: { statusId: status(), activityAt: new Date() } }),
      ],
      [
        'insertOne',
        promised.insertOne,
        () => {
          made += 1;
          return rows.insertOne(rowAt(made));
        },
      ],
    ];
    for (const [label, [one, many], ask] of cases) {
      await measure(label, 1, one, ask);
      await measure(label, 32, many, ask);
    }
    await client.close();
    await embedded.close();
    return { figures, details };
  },
});

import { mongo } from 'mongoose';
import { type Engine, openEmbedded, openEngine } from '../test/server/storage/engine.ts';
import { document, type Fields, filter, type Sort, sort } from '../test/server/storage/fuzz.ts';
import { Random, seeds } from '../test/server/storage/random.ts';
import { update } from '../test/server/storage/updateTrial.ts';
import { orderDifferences, setDifferences } from './secondStoreDifferences.ts';
import { sized } from './storeSizes.ts';

/** Documents, queries and updates of each seed. */
const [rows, queries, updates] = [60, 100, 30];

type Collection = mongo.Collection<{ _id: number }>;
type Pair = [ours: Collection, theirs: Collection];

const failed = (): 'refused' => 'refused';

async function idsOf(on: Collection, wanted: Fields, order: Sort): Promise<number[] | 'refused'> {
  const found = on.find(wanted, { sort: order, projection: { _id: 1 } }).toArray();
  return found.then((docs) => docs.map(({ _id }) => _id), failed);
}

/** Why the two may differ here by the manual's word; null when they agree. @throws when nothing explains it */
async function compareQuery([ours, theirs]: Pair, docs: readonly Fields[], random: Random): Promise<string | null> {
  const [wanted, order] = [filter(random), sort(random)];
  const [a, b] = [await idsOf(ours, wanted, order), await idsOf(theirs, wanted, order)];
  if (JSON.stringify(a) === JSON.stringify(b)) return null;
  const place = a === 'refused' || b === 'refused' ? -1 : a.findIndex((id, i) => id !== b[i]);
  const sameSet = a !== 'refused' && b !== 'refused' && [...a].sort().join() === [...b].sort().join();
  const pair = sameSet ? [docs[a[place] ?? -1] ?? {}, docs[b[place] ?? -1] ?? {}] : [];
  const reason = sameSet ? orderDifferences(order, pair) : setDifferences(wanted);
  if (reason) return reason;
  throw new Error(mongo.BSON.EJSON.stringify({ wanted, order, ours: a, theirs: b, pair }));
}

/** One random update of one document must leave the same in both, or be refused by both. @throws */
async function compareUpdate([ours, theirs]: Pair, docs: readonly Fields[], random: Random): Promise<null> {
  const [before, change] = [docs[random.below(docs.length)] ?? {}, update(random)];
  const _id = before._id as number;
  const run = async (on: Collection) => {
    await on.replaceOne({ _id }, before, { upsert: true });
    const done = await on.updateOne({ _id }, change).then(() => 'done', failed);
    return done === 'refused' ? done : mongo.BSON.EJSON.stringify(await on.findOne({ _id }), { relaxed: false });
  };
  const [a, b] = [await run(ours), await run(theirs)];
  for (const on of [ours, theirs]) await on.replaceOne({ _id }, before);
  if (a === b) return null;
  throw new Error(mongo.BSON.EJSON.stringify({ before, change, ours: a, theirs: b }));
}

async function oneSeed([ours, theirs]: Pair, seed: number, tally: Map<string, number>): Promise<void> {
  const random = new Random(seed);
  const docs = Array.from({ length: rows }, (_, i) => document(random, i));
  for (const on of [ours, theirs]) {
    await on.drop().catch(() => undefined);
    await on.insertMany(docs as { _id: number }[]);
  }
  for (let i = 0; i < queries + updates; i++) {
    const compare = i < queries ? compareQuery : compareUpdate;
    const reason = await compare([ours, theirs], docs, random).catch((error: Error) => {
      throw new Error(`seed ${seed}, ${i}: ${error.message}`);
    });
    if (reason) tally.set(reason, (tally.get(reason) ?? 0) + 1);
  }
}

/** Random filters, sorts and updates on the embedded store and on the server of `MONGODB_URL`, if there is one. */
export async function secondStore(): Promise<string> {
  if (!process.env.MONGODB_URL) return 'left out: MONGODB_URL names no second server';
  process.env.STORE_SECOND_SEEDS ??= String(sized(150, 2));
  const chosen = seeds('STORE_SECOND_SEEDS', []);
  const engines: [Engine, Engine] = [await openEmbedded('second'), await openEngine('second')];
  const [ours, theirs] = engines.map(({ db }) => db.collection<{ _id: number }>('fuzz'));
  const tally = new Map<string, number>();
  try {
    if (ours && theirs) for (const seed of chosen) await oneSeed([ours, theirs], seed, tally);
  } finally {
    for (const engine of engines) await engine.close();
  }
  const total = chosen.length * (queries + updates);
  const explained = [...tally].map(([reason, count]) => `${count} × ${reason}`).join('; ');
  return `${total} random filters, sorts and updates on both servers from ${chosen.length} seeds: 0 unexplained differences${explained ? `; explained: ${explained}` : ''}`;
}

import type { mongo } from 'mongoose';
import { document, type Fields, filter, scalar, sort } from './fuzz.ts';
import { createIndexes, type FuzzCollection, rows } from './planTrial.ts';
import type { Random } from './random.ts';

/** Few of them fit every document; those that do not are refused, alike on both sides. */
export function update(random: Random): Fields {
  const v = () => scalar(random);
  const tag = () => random.pick(['x', 'y', 'z', 'new']);
  const list = () => random.pick(['tags', 'tags', 'a']);
  const makers: [() => Fields, ...(() => Fields)[]] = [
    () => ({ $set: { [random.pick(['a', 's', 'n', 'n'])]: v() } }),
    () => ({ $set: { w: random.below(2), s: v() }, $unset: { a: '' } }),
    () => ({ $set: { d: { e: v(), f: random.below(3) } } }),
    () => ({ $set: { [random.pick(['d.e', 'd.f', 'd.0.e'])]: v() } }),
    () => ({ $unset: { [random.pick(['a', 's', 'n', 'd', 'd.e', 'tags', 'd.0'])]: '' } }),
    () => ({ $inc: { n: random.below(5) - 2 } }),
    () => ({ $mul: { n: random.below(3) } }),
    () => ({ [random.pick(['$min', '$max'])]: { [random.pick(['a', 'n', 's'])]: v() } }),
    () => ({ $rename: { s: 'z' } }),
    () => ({ $push: { [list()]: tag() } }),
    () => ({ $push: { tags: { $each: [tag(), tag()], $slice: random.below(5) - 2, $sort: random.pick([1, -1]) } } }),
    () => ({ $addToSet: { [list()]: random.chance(0.5) ? tag() : { $each: [tag(), v()] } } }),
    () => ({ $pull: { [list()]: random.chance(0.5) ? tag() : { $in: [tag(), v()] } } }),
    () => ({ $pull: { d: { f: random.below(3) } } }),
    () => ({ $pullAll: { tags: [tag(), v()] } }),
    () => ({ $pop: { [list()]: random.pick([1, -1]) } }),
    () => ({ $setOnInsert: { s: v() }, $inc: { m: 1 } }),
  ];
  return random.pick(makers)();
}

/** What a change answers, or that it is refused: which of several reasons comes first depends on the order of looking. */
type Change = (collection: FuzzCollection, hint: mongo.Document | undefined) => Promise<unknown>;

/** Each says what it changes without depending on the order in which documents are found. */
function anyChange(random: Random): { what: unknown; run: Change } {
  const [wanted, change, order] = [filter(random), update(random), sort(random)];
  const id = { _id: random.below(rows * 1.1) };
  const makers: [() => { what: unknown; run: Change }, ...(() => { what: unknown; run: Change })[]] = [
    () => ({
      what: { updateMany: wanted, change },
      run: async (on, hint) => {
        const { matchedCount, modifiedCount } = await on.updateMany(wanted, change, { ...(hint ? { hint } : {}) });
        return { matchedCount, modifiedCount };
      },
    }),
    () => ({
      what: { findOneAndUpdate: wanted, change, order },
      run: (on, hint) =>
        on.findOneAndUpdate(wanted, change, { sort: order, projection: { _id: 1 }, ...(hint ? { hint } : {}) }),
    }),
    () => ({
      what: { upsert: id, change },
      run: async (on) => (await on.updateOne(id, change, { upsert: true })).upsertedCount,
    }),
    () => ({
      what: { findOneAndDelete: wanted, order },
      run: (on, hint) =>
        on.findOneAndDelete(wanted, { sort: order, projection: { _id: 1 }, ...(hint ? { hint } : {}) }),
    }),
  ];
  return random.chance(0.5) ? makers[0]() : random.pick(makers)();
}

const refused = (): unknown => 'refused';

/** All documents, byte for byte. */
async function bytesOf(collection: FuzzCollection): Promise<Buffer> {
  const found = await collection.find({}, { raw: true, hint: { _id: 1 } }).toArray();
  return Buffer.concat(found as unknown as Buffer[]);
}

async function fillTwin(collection: FuzzCollection, docs: Fields[]): Promise<void> {
  await collection.drop().catch(() => undefined);
  await collection.insertMany(docs as { _id: number }[]);
}

/**
 * The same random updates on a collection with every kind of index and on one without any; both must answer alike and
 * hold the same bytes after each. Answers how many were carried out and not refused. @throws with the seed
 */
export async function compareUpdates(db: mongo.Db, random: Random, seed: number, count: number): Promise<number> {
  const [planned, scanned] = [db.collection<{ _id: number }>('planned'), db.collection<{ _id: number }>('scanned')];
  const docs = Array.from({ length: rows }, (_, i) => document(random, i));
  for (const collection of [planned, scanned]) await fillTwin(collection, docs);
  await createIndexes(planned);
  let carriedOut = 0;
  for (let i = 0; i < count; i++) {
    const { what, run } = anyChange(random);
    const byPlan = await run(planned, undefined).catch(refused);
    const byScan = await run(scanned, { $natural: 1 }).catch(refused);
    const alike = JSON.stringify(byPlan) === JSON.stringify(byScan);
    if (!alike || !(await bytesOf(planned)).equals(await bytesOf(scanned)))
      throw new Error(`seed ${seed}, change ${i}: ${JSON.stringify({ what, byPlan, byScan })}`);
    if (byPlan !== refused()) carriedOut++;
  }
  return carriedOut;
}

import type { mongo } from 'mongoose';
import { document, type Fields, filter, indexes, type Sort, sort } from './fuzz.ts';
import type { Random } from './random.ts';

/** Documents for each seed. */
export const rows = 150;

export type FuzzCollection = mongo.Collection<{ _id: number }>;

interface Query {
  filter: Fields;
  sort: Sort;
  limit: number;
  skip: number;
}

export const anyQuery = (random: Random): Query => ({
  filter: filter(random),
  sort: sort(random),
  limit: random.pick([0, 0, 3, 10]),
  skip: random.pick([0, 0, 2]),
});

/** The ids a query finds, in order. */
export async function ask(
  collection: FuzzCollection,
  query: Query,
  hint: mongo.Hint | undefined,
  session?: mongo.ClientSession,
): Promise<number[]> {
  const { filter: wanted, ...options } = query;
  const found = await collection
    .find(wanted, { ...options, projection: { _id: 1 }, ...(hint ? { hint } : {}), session })
    .toArray();
  return found.map(({ _id }) => _id);
}

/** One random query by the planner's choice and by a random index, against the full scan. @throws with the seed */
export async function compare(
  collection: FuzzCollection,
  random: Random,
  seed: number,
  session?: mongo.ClientSession,
): Promise<void> {
  const query = anyQuery(random);
  const scanned = await ask(collection, query, { $natural: 1 }, session);
  const hints = indexes
    .filter(({ options }) => !options.sparse && !options.partialFilterExpression)
    .map(({ key }) => key);
  for (const hint of [undefined, random.pick([{ _id: 1 }, ...hints] as [Sort, ...Sort[]])]) {
    const found = await ask(collection, query, hint, session);
    if (JSON.stringify(found) !== JSON.stringify(scanned))
      throw new Error(`seed ${seed}: ${JSON.stringify({ query, hint: hint ?? null, found, scanned })}`);
  }
}

export const createIndexes = (collection: FuzzCollection) =>
  Promise.all(indexes.map(({ key, options }, i) => collection.createIndex(key, { ...options, name: `index${i}` })));

/** Fills the collection anew; its indexes are there before its documents, or come after them. */
export async function fill(collection: FuzzCollection, random: Random): Promise<void> {
  await collection.drop().catch(() => undefined);
  const before = random.chance(0.5);
  if (before) await createIndexes(collection);
  await collection.insertMany(Array.from({ length: rows }, (_, i) => document(random, i) as { _id: number }));
  if (!before) await createIndexes(collection);
}

/** A transaction that writes and reads through every index, then the same after its commit. */
export async function compareInTransaction(
  client: mongo.MongoClient,
  collection: FuzzCollection,
  random: Random,
  seed: number,
  queries: number,
): Promise<void> {
  const session = client.startSession();
  session.startTransaction();
  for (let i = 0; i < queries; i++) {
    const _id = random.below(rows * 1.2);
    if (random.chance(0.3)) await collection.deleteOne({ _id }, { session });
    else await collection.replaceOne({ _id }, document(random, _id), { session, upsert: true });
    await compare(collection, random, seed, session);
  }
  await session.commitTransaction();
  await session.endSession();
  for (let i = 0; i < queries; i++) await compare(collection, random, seed);
}

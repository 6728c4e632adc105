import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { mongo } from 'mongoose';
import { type Engine, openEmbedded } from './engine.ts';
import { document, type Fields, filter, indexes, type Sort, sort } from './fuzz.ts';
import { Random, seeds } from './random.ts';

/** Queries for each seed. */
const queries = 80;
const rows = 150;

let engine: Engine;
let collection: mongo.Collection<{ _id: number }>;

beforeAll(async () => {
  engine = await openEmbedded('plans');
  collection = engine.db.collection('fuzz');
});

afterAll(() => engine.close());

interface Query {
  filter: Fields;
  sort: Sort;
  limit: number;
  skip: number;
}

const ask = async (query: Query, hint: mongo.Hint | undefined, session?: mongo.ClientSession) => {
  const { filter: wanted, ...options } = query;
  const found = await collection
    .find(wanted, { ...options, projection: { _id: 1 }, ...(hint ? { hint } : {}), session })
    .toArray();
  return found.map(({ _id }) => _id);
};

async function compare(random: Random, seed: number, session?: mongo.ClientSession): Promise<void> {
  const query: Query = {
    filter: filter(random),
    sort: sort(random),
    limit: random.pick([0, 0, 3, 10]),
    skip: random.pick([0, 0, 2]),
  };
  const scanned = await ask(query, { $natural: 1 }, session);
  const hints = indexes
    .filter(({ options }) => !options.sparse && !options.partialFilterExpression)
    .map(({ key }) => key);
  for (const hint of [undefined, random.pick([{ _id: 1 }, ...hints] as [Sort, ...Sort[]])]) {
    const found = await ask(query, hint, session);
    if (JSON.stringify(found) !== JSON.stringify(scanned))
      throw new Error(`seed ${seed}: ${JSON.stringify({ query, hint: hint ?? null, found, scanned })}`);
  }
}

async function fill(random: Random): Promise<void> {
  await collection.drop().catch(() => undefined);
  const before = random.chance(0.5);
  if (before) await createIndexes();
  await collection.insertMany(Array.from({ length: rows }, (_, i) => document(random, i) as { _id: number }));
  if (!before) await createIndexes();
}

const createIndexes = () =>
  Promise.all(indexes.map(({ key, options }, i) => collection.createIndex(key, { ...options, name: `index${i}` })));

test.each(seeds('STORE_PLAN_SEEDS', [1, 2]))(
  'every index answers as the full scan does (seed %d)',
  async (seed) => {
    const random = new Random(seed);
    await fill(random);
    for (let i = 0; i < queries; i++) await compare(random, seed);
  },
  600_000,
);

test.each(seeds('STORE_PLAN_SEEDS', [11]))(
  'a transaction sees its own writes through every index (seed %d)',
  async (seed) => {
    const random = new Random(seed);
    await fill(random);
    const session = engine.client.startSession();
    session.startTransaction();
    for (let i = 0; i < queries / 2; i++) {
      const _id = random.below(rows * 1.2);
      if (random.chance(0.3)) await collection.deleteOne({ _id }, { session });
      else await collection.replaceOne({ _id }, document(random, _id), { session, upsert: true });
      await compare(random, seed, session);
    }
    await session.commitTransaction();
    await session.endSession();
    for (let i = 0; i < queries / 2; i++) await compare(random, seed);
    expect(await collection.countDocuments({})).toBe(
      (await collection.find({}).hint({ $natural: 1 }).toArray()).length,
    );
  },
  600_000,
);

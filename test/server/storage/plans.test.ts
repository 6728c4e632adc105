import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, openEmbedded } from './engine.ts';
import { compare, compareInTransaction, type FuzzCollection, fill } from './planTrial.ts';
import { Random, seeds } from './random.ts';
import { compareUpdates } from './updateTrial.ts';

/** Queries for each seed. */
const queries = 80;

let engine: Engine;
let collection: FuzzCollection;

beforeAll(async () => {
  engine = await openEmbedded('plans');
  collection = engine.db.collection('fuzz');
});

afterAll(() => engine.close());

test.each(seeds('STORE_PLAN_SEEDS', [1, 2]))(
  'every index answers as the full scan does (seed %d)',
  async (seed) => {
    const random = new Random(seed);
    await fill(collection, random);
    for (let i = 0; i < queries; i++) await compare(collection, random, seed);
  },
  600_000,
);

test.each(seeds('STORE_PLAN_SEEDS', [11]))(
  'a transaction sees its own writes through every index (seed %d)',
  async (seed) => {
    const random = new Random(seed);
    await fill(collection, random);
    await compareInTransaction(engine.client, collection, random, seed, queries / 2);
    expect(await collection.countDocuments({})).toBe(
      (await collection.find({}).hint({ $natural: 1 }).toArray()).length,
    );
  },
  600_000,
);

test.each(seeds('STORE_PLAN_SEEDS', [21, 22]))(
  'an update that finds its documents by index leaves what one by full scan leaves (seed %d)',
  async (seed) => {
    const changed = await compareUpdates(engine.db, new Random(seed), seed, queries / 2);
    expect(changed).toBeGreaterThan(0);
  },
  600_000,
);

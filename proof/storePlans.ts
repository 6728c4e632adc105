import { openEmbedded } from '../test/server/storage/engine.ts';
import { compare, compareInTransaction, type FuzzCollection, fill } from '../test/server/storage/planTrial.ts';
import { Random, seeds } from '../test/server/storage/random.ts';
import { compareUpdates } from '../test/server/storage/updateTrial.ts';
import { sized } from './storeSizes.ts';

/** For each seed: queries outside of a transaction, queries inside and after one, updates. */
const [queries, inTransaction, updates] = [80, 40, 40];
const perSeed = queries + 2 * inTransaction + updates;

/**
 * Random filters, sorts and updates through every kind of index against the full scan. `STORE_PLAN_SEEDS=500`
 * (100,000 of them) or `seed:1,2` to repeat some; a difference names its seed.
 */
export async function storePlans(): Promise<string> {
  process.env.STORE_PLAN_SEEDS ??= String(sized(500, 2));
  const chosen = seeds('STORE_PLAN_SEEDS', []);
  const engine = await openEmbedded('plans');
  const collection: FuzzCollection = engine.db.collection('fuzz');
  let carriedOut = 0;
  try {
    for (const seed of chosen) {
      const random = new Random(seed);
      await fill(collection, random);
      for (let i = 0; i < queries; i++) await compare(collection, random, seed);
      await compareInTransaction(engine.client, collection, random, seed, inTransaction);
      carriedOut += await compareUpdates(engine.db, random, seed, updates);
    }
  } finally {
    await engine.close();
  }
  const total = chosen.length * perSeed;
  return `${total} random filters, sorts and updates (${carriedOut} of ${chosen.length * updates} updates carried out, the others refused by both) from ${chosen.length} seeds: 0 differences between plan and scan`;
}

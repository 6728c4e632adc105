import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { mongo } from 'mongoose';
import { type Engine, openEngine } from '../engine.ts';
import { deviations } from './deviations.ts';
import { filterRows, missing } from './filters.ts';

let engine: Engine;
let plain: mongo.Collection;
let indexed: mongo.Collection;

beforeAll(async () => {
  engine = await openEngine('filters');
  plain = engine.db.collection('plain');
  indexed = engine.db.collection('indexed');
});

afterAll(() => engine.close());

test.each(filterRows)('$name', async ({ name, values, filter, matches }) => {
  if (!engine.embedded && deviations.has(name)) return;
  const docs = values.map((a, _id) => (a === missing ? { _id } : { _id, a })) as never[];
  for (const [collection, keys] of [
    [plain, undefined],
    [indexed, Object.keys(filter).map((field) => (field.startsWith('$') || field.includes('0') ? 'a' : field))],
  ] as const) {
    await collection.drop().catch(() => undefined);
    if (keys) await collection.createIndex(keys[0] ?? 'a').catch(() => undefined);
    await collection.insertMany(docs);
    const found = await collection.find(filter).sort({ _id: 1 }).toArray();
    expect(found.map(({ _id }) => Number(_id))).toEqual(matches);
  }
});

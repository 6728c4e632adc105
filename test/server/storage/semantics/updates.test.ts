import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { codeOf, type Engine, openEngine } from '../engine.ts';
import { deviations } from './deviations.ts';
import { updateRows } from './updates.ts';

let engine: Engine;
let collection: mongo.Collection<{ _id: number }>;

beforeAll(async () => {
  engine = await openEngine('updates');
  collection = engine.db.collection('updates');
});

afterAll(() => engine.close());

test.each(updateRows)('$name', async ({ name, before, update, after, error, filter, arrayFilters }) => {
  if (!engine.embedded && deviations.has(name)) return;
  await collection.deleteMany({});
  await collection.insertOne({ _id: 1, ...before });
  const run = collection.updateOne({ _id: 1, ...filter }, update, arrayFilters ? { arrayFilters } : {});
  if (error !== undefined) {
    expect(await codeOf(run)).toBe(error);
    expect(await collection.findOne({})).toEqual(plain({ _id: 1, ...before }));
    return;
  }
  await run;
  const found = await collection.findOne({});
  expect(found).toEqual(plain({ _id: 1, ...after }));
  expect(Object.keys(found ?? {})).toEqual(['_id', ...Object.keys(after ?? {})]);
});

/** As it would come back from a server. */
const plain = (doc: object) => mongo.BSON.deserialize(mongo.BSON.serialize(doc));

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { mongo } from 'mongoose';
import { codeOf, type Engine, openEmbedded } from './engine.ts';

let engine: Engine;
let rows: mongo.Collection<Row>;

interface Row extends mongo.Document {
  _id: number;
}

beforeAll(async () => {
  engine = await openEmbedded('cursors');
  rows = engine.db.collection('rows');
  await rows.createIndex({ kind: 1, n: 1 });
});

beforeEach(async () => {
  await rows.deleteMany({});
  await rows.insertMany(Array.from({ length: 300 }, (_, n) => ({ _id: n, n, kind: n % 3, tags: [n % 2, 'all'] })));
});

afterAll(() => engine.close());

/** Reads a query in small batches and does something after the first of them. */
async function readWhile(cursor: mongo.FindCursor<Row>, meanwhile: () => Promise<unknown>): Promise<number[]> {
  const seen: number[] = [];
  for await (const { _id } of cursor.batchSize(7)) {
    seen.push(_id);
    if (seen.length === 7) await meanwhile();
  }
  return seen;
}

const ascending = (list: number[]) => list.every((n, i) => i === 0 || n > (list[i - 1] ?? 0));

test('a cursor goes on where it was while documents come and go', async () => {
  const seen = await readWhile(rows.find({ kind: { $in: [0, 1, 2] } }).sort({ n: 1 }), async () => {
    await rows.deleteMany({ _id: { $gte: 100, $lt: 200 } });
    await rows.insertMany([
      { _id: 1000, n: -5, kind: 1 },
      { _id: 1001, n: 500, kind: 1 },
    ]);
  });
  expect(ascending(seen)).toBe(true);
  expect(seen.filter((id) => id < 100)).toHaveLength(100);
  expect(seen.filter((id) => id >= 200 && id < 300)).toHaveLength(100);
  expect(seen.filter((id) => id >= 108 && id < 200)).toEqual([]);
  expect(seen).toContain(1001);
  expect(seen).not.toContain(1000);
});

test('a full scan goes on where it was', async () => {
  const seen = await readWhile(rows.find({}).hint({ $natural: 1 }), () => rows.deleteMany({ _id: { $lt: 50 } }));
  expect(ascending(seen)).toBe(true);
  expect(seen.filter((id) => id >= 50)).toHaveLength(250);
});

test('a sorted answer is made once and not changed by later writes', async () => {
  const seen = await readWhile(rows.find({}).sort({ tags: 1, n: -1 }), () => rows.deleteMany({}));
  expect(seen).toHaveLength(300);
});

test('a killed cursor is gone', async () => {
  const cursor = rows.find({}).batchSize(5);
  await cursor.next();
  const id = cursor.id;
  await cursor.close();
  expect(await codeOf(engine.db.command({ getMore: id, collection: 'rows' }))).toBe(43);
});

test('an index built beside an open transaction is not used by it, and its writes have to start over', async () => {
  const session = engine.client.startSession();
  session.startTransaction();
  expect(await rows.countDocuments({ n: { $gt: 290 } }, { session })).toBe(9);
  await rows.insertOne({ _id: 400, n: 400, kind: 0 }, { session });
  await rows.createIndex({ n: -1 });
  expect(await rows.countDocuments({ n: { $gt: 290 } }, { session })).toBe(10);
  expect(await codeOf(session.commitTransaction())).toBe(112);
  await session.endSession();
  expect(await rows.countDocuments({ n: { $gt: 290 } })).toBe(9);
});

test('an index that is dropped and made again answers rightly', async () => {
  await rows.createIndex({ tags: 1, n: 1 }, { name: 'again' });
  await rows.dropIndex('again');
  await rows.updateMany({ n: { $lt: 10 } }, { $set: { tags: ['few'] } });
  await rows.createIndex({ tags: 1, n: 1 }, { name: 'again' });
  expect(await rows.find({ tags: 'few' }).hint('again').toArray()).toHaveLength(10);
  expect(await rows.find({ tags: 'all' }).hint('again').toArray()).toHaveLength(290);
});

test('a collection that is dropped and made again is empty', async () => {
  await rows.drop();
  await rows.insertOne({ _id: 1, n: 1 });
  expect(await rows.find({ n: { $gte: 0 } }).toArray()).toEqual([{ _id: 1, n: 1 }]);
  expect(await rows.listIndexes().toArray()).toHaveLength(1);
});

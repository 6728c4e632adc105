import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { mongo } from 'mongoose';
import { type Engine, openEmbedded } from './engine.ts';

let engine: Engine;
let rows: mongo.Collection<Row>;

interface Row extends mongo.Document {
  _id: number;
}

beforeAll(async () => {
  engine = await openEmbedded('explain');
  rows = engine.db.collection('rows');
  await rows.createIndexes([
    { key: { w: 1, audience: 1, at: -1, _id: -1 }, name: 'list' },
    { key: { w: 1, at: -1 }, name: 'byTime' },
    { key: { ticket: 1 }, name: 'ticket' },
    { key: { w: 1, number: 1 }, name: 'number', unique: true },
    { key: { email: 1 }, name: 'email', sparse: true },
    { key: { due: 1 }, name: 'due', partialFilterExpression: { open: true, due: { $gt: 10 } } },
  ]);
  await rows.insertMany(
    Array.from({ length: 3000 }, (_, n) => ({
      _id: n,
      w: 'w',
      number: n,
      at: n * 7,
      ticket: n % 500,
      audience: ['all', `team:${n % 10}`],
      open: n % 2 === 0,
      due: n,
      email: `e${n}`,
    })),
  );
});

afterAll(() => engine.close());

interface Told {
  index: string;
  sorted: boolean;
  keys: number;
  docs: number;
  found: number;
}

/** The plan in short. */
async function explained(cursor: { explain(verbosity: 'executionStats'): Promise<unknown> }): Promise<Told> {
  const { queryPlanner, executionStats } = (await cursor.explain('executionStats')) as mongo.Document;
  const plan = JSON.stringify(queryPlanner);
  return {
    index: /"indexName":"(\w+)"/.exec(plan)?.[1] ?? 'COLLSCAN',
    sorted: plan.includes('"stage":"SORT"'),
    keys: executionStats.totalKeysExamined,
    docs: executionStats.totalDocsExamined,
    found: executionStats.nReturned,
  };
}

test('a list reads no more keys than it shows, whoever may see it', async () => {
  const list = (audience: unknown) =>
    rows
      .find({ w: 'w', audience } as mongo.Filter<Row>)
      .sort({ at: -1, _id: -1 })
      .limit(50);
  expect(await explained(list('all'))).toEqual({ index: 'list', sorted: false, keys: 50, docs: 50, found: 50 });
  expect(await explained(list({ $in: ['team:1', 'team:2', 'team:3'] }))).toMatchObject({
    index: 'list',
    sorted: false,
    found: 50,
    docs: 50,
  });
});

test('a page after a position starts at that position', async () => {
  const page = rows
    .find({ w: 'w', audience: 'all', at: { $lt: 7000 } })
    .sort({ at: -1, _id: -1 })
    .limit(20);
  expect(await explained(page)).toEqual({ index: 'list', sorted: false, keys: 20, docs: 20, found: 20 });
});

test('a page after a time and an id starts at that position, too', async () => {
  const after = { $or: [{ at: { $lt: 7000 } }, { at: 7000, _id: { $lt: 1000 } }] };
  const page = rows
    .find({ w: 'w', audience: 'all', ...after })
    .sort({ at: -1, _id: -1 })
    .limit(20);
  expect(await explained(page)).toEqual({ index: 'list', sorted: false, keys: 21, docs: 21, found: 20 });
});

test('the other direction walks the same index backwards', async () => {
  expect(await explained(rows.find({ w: 'w' }).sort({ at: 1 }).limit(5))).toMatchObject({
    index: 'byTime',
    sorted: false,
    keys: 5,
  });
});

test('the more telling of two indexes wins over the one that sorts', async () => {
  expect(await explained(rows.find({ w: 'w', ticket: 3 }).sort({ at: -1 }))).toMatchObject({
    index: 'ticket',
    sorted: true,
    docs: 6,
    found: 6,
  });
});

test('some ids are looked up, whatever the order', async () => {
  expect(await explained(rows.find({ _id: { $in: [5, 1, 9] }, w: 'w' }).sort({ at: -1 }))).toMatchObject({
    index: '_id_',
    docs: 3,
    found: 3,
  });
});

test('one document is one look-up', async () => {
  expect(await explained(rows.find({ w: 'w', number: 77 }))).toMatchObject({ index: 'number', keys: 1, docs: 1 });
  expect(await explained(rows.find({ _id: 77, w: 'w' }))).toMatchObject({ index: '_id_', keys: 1, docs: 1 });
});

test('a partial index serves only what implies its filter', async () => {
  expect(await explained(rows.find({ open: true, due: { $gt: 10, $lt: 20 } }))).toMatchObject({
    index: 'due',
    found: 4,
  });
  expect(await explained(rows.find({ open: true, due: { $gt: 5, $lt: 20 } }))).toMatchObject({
    index: 'COLLSCAN',
    found: 7,
  });
  expect(await explained(rows.find({ due: { $gt: 10, $lt: 20 } }))).toMatchObject({ index: 'COLLSCAN', found: 9 });
});

test('a sparse index serves only what needs the field', async () => {
  expect(await explained(rows.find({ email: 'e7' }))).toMatchObject({ index: 'email', found: 1 });
  expect(await explained(rows.find({ email: null }))).toMatchObject({ index: 'COLLSCAN', found: 0 });
  expect(await explained(rows.find({}).sort({ email: 1 }))).toMatchObject({ index: 'COLLSCAN', sorted: true });
});

test('an anchored regular expression is a range', async () => {
  expect(await explained(rows.find({ email: /^e29/ }))).toMatchObject({ index: 'email', keys: 111, found: 111 });
});

test('a condition without an index is a scan, and says so', async () => {
  expect(await explained(rows.find({ open: true }))).toMatchObject({ index: 'COLLSCAN', docs: 3000, found: 1500 });
});

test('a count along an index reads keys only', async () => {
  const counted = rows.aggregate([{ $match: { w: 'w', audience: 'team:4' } }, { $group: { _id: 1, n: { $sum: 1 } } }]);
  expect(await explained(counted)).toMatchObject({ index: 'list', keys: 300, docs: 0 });
});

test('a pipeline begins with an index, in its order', async () => {
  const recent = rows.aggregate([
    { $match: { w: 'w' } },
    { $sort: { at: -1 } },
    { $limit: 10 },
    { $group: { _id: '$ticket' } },
  ]);
  expect(await explained(recent)).toMatchObject({ index: 'byTime', sorted: false, docs: 10, found: 10 });
});

test('a hint is obeyed', async () => {
  expect(await explained(rows.find({ w: 'w', number: 5 }).hint('byTime'))).toMatchObject({
    index: 'byTime',
    docs: 3000,
    found: 1,
  });
  expect(await explained(rows.find({ w: 'w', number: 5 }).hint({ $natural: 1 }))).toMatchObject({
    index: 'COLLSCAN',
    found: 1,
  });
});

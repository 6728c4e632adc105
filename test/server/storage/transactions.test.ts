import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { mongo } from 'mongoose';
import { codeOf, type Engine, openEngine } from './engine.ts';

interface Row extends mongo.Document {
  _id: string;
}

let engine: Engine;
let rows: mongo.Collection<Row>;

beforeAll(async () => {
  engine = await openEngine('transactions');
  rows = engine.db.collection('rows');
  await rows.createIndex({ email: 1 }, { unique: true, sparse: true });
  await rows.createIndex({ tags: 1, n: -1 });
});

beforeEach(async () => {
  await rows.deleteMany({});
  await rows.insertMany([
    { _id: 'a', n: 1, tags: ['x'] },
    { _id: 'b', n: 2, tags: ['x', 'y'] },
  ]);
});

afterAll(() => engine.close());

/** Runs `work` in a transaction that is still open when it gets the session. */
async function open<T>(work: (session: mongo.ClientSession) => Promise<T>): Promise<T> {
  const session = engine.client.startSession();
  session.startTransaction();
  try {
    return await work(session);
  } finally {
    await session.endSession();
  }
}

test('others see nothing before the commit and everything after it', async () => {
  await open(async (session) => {
    await rows.updateOne({ _id: 'a' }, { $set: { n: 10 } }, { session });
    await rows.insertOne({ _id: 'c', n: 3 }, { session });
    expect(await rows.find({}).sort({ _id: 1 }).toArray()).toMatchObject([{ n: 1 }, { n: 2 }]);
    await session.commitTransaction();
    expect(await rows.find({}).sort({ _id: 1 }).toArray()).toMatchObject([{ n: 10 }, { n: 2 }, { n: 3 }]);
  });
});

test('an aborted transaction leaves nothing', async () => {
  await open(async (session) => {
    await rows.deleteMany({}, { session });
    await rows.insertOne({ _id: 'c', email: 'c@x' }, { session });
    await session.abortTransaction();
  });
  expect(await rows.countDocuments({})).toBe(2);
  expect(await rows.findOne({ email: 'c@x' })).toBeNull();
});

test('a transaction reads one snapshot', async () => {
  await open(async (session) => {
    expect(await rows.countDocuments({ tags: 'x' }, { session })).toBe(2);
    await rows.insertOne({ _id: 'late', n: 9, tags: ['x'] });
    await rows.deleteOne({ _id: 'b' });
    expect(await rows.countDocuments({ tags: 'x' }, { session })).toBe(2);
    expect(await rows.findOne({ _id: 'b' }, { session })).not.toBeNull();
  });
});

test('a transaction sees its own writes through an index, in order', async () => {
  await open(async (session) => {
    await rows.updateOne({ _id: 'a' }, { $set: { n: 5 } }, { session });
    await rows.insertOne({ _id: 'c', n: 3, tags: ['x'] }, { session });
    await rows.updateOne({ _id: 'b' }, { $set: { tags: ['y'] } }, { session });
    const found = await rows.find({ tags: 'x' }, { session }).sort({ n: -1 }).toArray();
    expect(found.map(({ _id }) => _id)).toEqual(['a', 'c']);
  });
});

test('the second of two transactions that change one document is told to start over', async () => {
  await open((first) =>
    open(async (second) => {
      await rows.findOne({ _id: 'a' }, { session: second });
      await rows.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session: first });
      const error = await rows
        .updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session: second })
        .catch((e: mongo.MongoServerError) => e);
      expect(error).toMatchObject({ code: 112 });
      expect((error as mongo.MongoServerError).hasErrorLabel('TransientTransactionError')).toBe(true);
      await first.commitTransaction();
    }),
  );
  expect(await rows.findOne({ _id: 'a' })).toMatchObject({ n: 2 });
});

test('a document changed since the snapshot is a conflict', async () => {
  await open(async (session) => {
    await rows.findOne({ _id: 'a' }, { session });
    await rows.updateOne({ _id: 'a' }, { $inc: { n: 1 } });
    expect(await codeOf(rows.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session }))).toBe(112);
  });
});

test('a document deleted since the snapshot is a conflict', async () => {
  await open(async (session) => {
    await rows.findOne({ _id: 'a' }, { session });
    await rows.deleteOne({ _id: 'a' });
    expect(await codeOf(rows.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session }))).toBe(112);
  });
});

test('a unique value taken by another open transaction is a conflict', async () => {
  await open((first) =>
    open(async (second) => {
      await rows.insertOne({ _id: 'c', email: 'same' }, { session: first });
      expect(await codeOf(rows.insertOne({ _id: 'd', email: 'same' }, { session: second }))).toBe(112);
      await first.commitTransaction();
    }),
  );
});

test('a unique value taken before the snapshot is a duplicate, and ends the transaction', async () => {
  await rows.insertOne({ _id: 'c', email: 'same' });
  await open(async (session) => {
    expect(await codeOf(rows.insertOne({ _id: 'd', email: 'same' }, { session }))).toBe(11000);
    expect(await codeOf(rows.findOne({}, { session }))).toBe(251);
  });
});

test('a plain write waits for the transaction that holds its document', async () => {
  await open(async (session) => {
    await rows.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session });
    const waiting = rows.updateOne({ _id: 'a' }, { $inc: { n: 10 } });
    await rows.updateOne({ _id: 'b' }, { $inc: { n: 1 } });
    await session.commitTransaction();
    await waiting;
  });
  expect(await rows.findOne({ _id: 'a' })).toMatchObject({ n: 12 });
});

test('a plain insert waits for a unique value and then is a duplicate', async () => {
  await open(async (session) => {
    await rows.insertOne({ _id: 'c', email: 'same' }, { session });
    const waiting = codeOf(rows.insertOne({ _id: 'd', email: 'same' }));
    await rows.findOne({ _id: 'b' });
    await session.commitTransaction();
    expect(await waiting).toBe(11000);
  });
});

test('withTransaction runs again until two rivals have both succeeded', async () => {
  const increment = () =>
    engine.client.withSession((session) =>
      session.withTransaction(async () => {
        const row = await rows.findOne({ _id: 'a' }, { session });
        await rows.updateOne({ _id: 'a' }, { $set: { n: Number(row?.n) + 1 } }, { session });
      }),
    );
  await Promise.all(Array.from({ length: 8 }, increment));
  expect(await rows.findOne({ _id: 'a' })).toMatchObject({ n: 9 });
});

test('a transaction can use a collection nobody has made', async () => {
  const fresh = engine.db.collection<Row>('fresh');
  await open(async (session) => {
    await fresh.insertOne({ _id: 'a' }, { session });
    await session.commitTransaction();
  });
  expect(await fresh.countDocuments({})).toBe(1);
});

test('a cursor of a transaction reads on inside it', async () => {
  await rows.insertMany(Array.from({ length: 300 }, (_, i) => ({ _id: `m${i}`, n: i })));
  await open(async (session) => {
    await rows.insertOne({ _id: 'zz' }, { session });
    const all = await rows.find({}, { session, batchSize: 50 }).toArray();
    expect(all).toHaveLength(303);
  });
});

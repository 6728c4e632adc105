import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { type Engine, openEmbedded } from './engine.ts';
import { LossyProxy } from './proxy.ts';

interface Row extends mongo.Document {
  _id: string;
}

let engine: Engine;
let proxy: LossyProxy;
let client: mongo.MongoClient;
let rows: mongo.Collection<Row>;

beforeAll(async () => {
  engine = await openEmbedded('retries');
  proxy = await LossyProxy.to(engine.client.options.hosts[0] ? storeUri(engine) : '');
  client = await mongo.MongoClient.connect(proxy.uri);
  rows = client.db().collection('rows');
  await rows.createIndex({ n: 1 }, { unique: true });
});

afterAll(async () => {
  await client.close();
  proxy.close();
  await engine.close();
});

const storeUri = ({ client: { options } }: Engine) =>
  `mongodb://${encodeURIComponent(options.hosts[0]?.socketPath ?? '')}/retries?directConnection=true`;

test('an increment whose answer is lost happens once', async () => {
  await rows.insertOne({ _id: 'counter', n: 0 });
  proxy.swallowAnswerTo('update');
  const result = await rows.updateOne({ _id: 'counter' }, { $inc: { n: 1 } });
  expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
  expect(await rows.findOne({ _id: 'counter' })).toMatchObject({ n: 1 });
  expect(proxy.swallowed).toBe(1);
});

test('an insert whose answer is lost is no duplicate', async () => {
  proxy.swallowAnswerTo('insert');
  expect(await rows.insertOne({ _id: 'once', n: 100 })).toMatchObject({ insertedId: 'once' });
  expect(await rows.countDocuments({ n: 100 })).toBe(1);
});

test('findAndModify whose answer is lost gives the same document again', async () => {
  await rows.insertOne({ _id: 'fam', n: 200 });
  proxy.swallowAnswerTo('findAndModify');
  expect(await rows.findOneAndUpdate({ _id: 'fam' }, { $inc: { n: 1 } }, { returnDocument: 'after' })).toMatchObject({
    n: 201,
  });
  expect(await rows.findOne({ _id: 'fam' })).toMatchObject({ n: 201 });
});

test('a failed insert whose answer is lost fails again in the same way', async () => {
  proxy.swallowAnswerTo('insert');
  await expect(rows.insertOne({ _id: 'other', n: 100 })).rejects.toMatchObject({
    code: 11000,
    keyPattern: { n: 1 },
    keyValue: { n: 100 },
  });
});

test('a commit whose answer is lost has happened', async () => {
  proxy.swallowAnswerTo('commitTransaction');
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await rows.insertOne({ _id: 'tx', n: 300 }, { session });
      await rows.updateOne({ _id: 'counter' }, { $inc: { n: 10 } }, { session });
    }),
  );
  expect(await rows.findOne({ _id: 'tx' })).toMatchObject({ n: 300 });
  expect(await rows.findOne({ _id: 'counter' })).toMatchObject({ n: 11 });
});

test('a delete whose answer is lost still counts what it deleted', async () => {
  proxy.swallowAnswerTo('delete');
  expect(await rows.deleteOne({ _id: 'tx' })).toMatchObject({ deletedCount: 1 });
});

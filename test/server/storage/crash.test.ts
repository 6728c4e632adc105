import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { verify } from '../../../server/storage/embedded/data/verify.ts';
import { type StoreProcess, storeProcess } from './child.ts';

const rounds = Number(process.env.STORE_KILL_ROUNDS ?? 2);
/** Acknowledged writes before the process is killed. */
const load = Number(process.env.STORE_KILL_LOAD ?? 150);
const writers = 22;
const accounts = 8;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'baton-crash-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What the clients know to be durable, over all rounds. */
const acknowledged = { inserted: new Set<string>(), pairs: new Set<string>(), increments: 0 };
let attempted = 0;

interface Row extends mongo.Document {
  _id: string;
}

async function prepare(db: mongo.Db): Promise<void> {
  await db
    .collection<Row>('rows')
    .createIndexes([
      { key: { kind: 1, tags: 1, at: -1 } },
      { key: { unique: 1 }, unique: true },
      { key: { at: -1, _id: -1 }, partialFilterExpression: { kind: 'open' } },
    ]);
  for (let i = 0; i < accounts; i++)
    await db
      .collection<Row>('accounts')
      .updateOne({ _id: `account${i}` }, { $setOnInsert: { balance: 100 } }, { upsert: true });
}

async function insertRow(db: mongo.Db, id: string): Promise<void> {
  await db.collection<Row>('rows').insertOne({
    _id: id,
    unique: id,
    kind: id.length % 2 ? 'open' : 'closed',
    tags: ['a', id.slice(-1)],
    at: acknowledged.inserted.size,
  });
  acknowledged.inserted.add(id);
}

async function changeRow(db: mongo.Db, id: string): Promise<void> {
  attempted++;
  await db
    .collection<Row>('accounts')
    .updateOne({ _id: 'counter' }, { $inc: { n: 1 }, $set: { by: id } }, { upsert: true });
  acknowledged.increments++;
  await db
    .collection<Row>('rows')
    .updateOne({ kind: 'open' }, { $set: { kind: 'closed', tags: [id.slice(-1), 'moved'] } });
}

async function transfer(client: mongo.MongoClient, id: string, n: number): Promise<void> {
  const db = client.db();
  await client.withSession((session) =>
    session.withTransaction(async () => {
      const [from, to] = [`account${n % accounts}`, `account${(n * 3 + 1) % accounts}`];
      await db.collection<Row>('accounts').updateOne({ _id: from }, { $inc: { balance: -1 } }, { session });
      await db.collection<Row>('accounts').updateOne({ _id: to }, { $inc: { balance: 1 } }, { session });
      await db.collection<Row>('rows').insertMany(
        [
          { _id: `${id}-left`, unique: `${id}-left`, tags: [] },
          { _id: `${id}-right`, unique: `${id}-right`, tags: ['r'] },
        ],
        { session },
      );
    }),
  );
  acknowledged.pairs.add(id);
}

async function underLoad(store: StoreProcess, round: number): Promise<void> {
  const client = await mongo.MongoClient.connect(store.said, { serverSelectionTimeoutMS: 300 });
  await prepare(client.db());
  let count = 0;
  let killed: Promise<void> | undefined;
  const write = async (writer: number) => {
    for (let i = 0; !killed; i++) {
      const id = `r${round}w${writer}i${i}`;
      if (writer % 3 === 0) await transfer(client, id, writer + i);
      else if (writer % 3 === 1) await insertRow(client.db(), id);
      else await changeRow(client.db(), id);
      if (++count >= load) killed ??= store.kill();
    }
  };
  await Promise.allSettled(Array.from({ length: writers }, (_, writer) => write(writer)));
  await killed;
  await client.close();
  expect(count).toBeGreaterThanOrEqual(load);
}

async function check(db: mongo.Db): Promise<void> {
  const ids = new Set(
    (await db.collection<Row>('rows').find({}).project({ _id: 1 }).toArray()).map(({ _id }) => String(_id)),
  );
  expect([...acknowledged.inserted].filter((id) => !ids.has(id))).toEqual([]);
  expect([...acknowledged.pairs].filter((id) => !ids.has(`${id}-left`) || !ids.has(`${id}-right`))).toEqual([]);
  expect([...ids].filter((id) => id.endsWith('-left') && !ids.has(id.replace('-left', '-right')))).toEqual([]);
  const balances = await db
    .collection<Row>('accounts')
    .find({ _id: /^account/ })
    .toArray();
  expect(balances.reduce((sum, { balance }) => sum + Number(balance), 0)).toBe(accounts * 100);
  const counter = await db.collection<Row>('accounts').findOne({ _id: 'counter' });
  expect(Number(counter?.n)).toBeGreaterThanOrEqual(acknowledged.increments);
  expect(Number(counter?.n)).toBeLessThanOrEqual(attempted);
}

test(`after kill -9 under ${writers} writers everything acknowledged is there and every index entry is right`, async () => {
  for (let round = 0; round < rounds; round++) {
    await underLoad(await storeProcess(dir), round);
    expect(await verify(dir)).toEqual([]);
    const store = await storeProcess(dir);
    const client = await mongo.MongoClient.connect(store.said);
    await check(client.db());
    await client.close();
    await store.kill();
  }
}, 600_000);

test('a second process is refused with the pid of the first', async () => {
  const first = await storeProcess(dir);
  const second = await storeProcess(dir);
  expect(second.said).toContain('EmbeddedStoreLocked');
  expect(second.said).toContain(`process ${first.process.pid}`);
  await first.kill();
  const third = await storeProcess(dir);
  expect(third.said).toContain('mongodb://');
  await third.kill();
});

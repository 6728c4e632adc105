import { mongo } from 'mongoose';
import { verify } from '../../../server/storage/embedded/data/verify.ts';
import { connectBereaved } from '../../support/bereaved.ts';
import { until } from '../../support/until.ts';
import { type StoreProcess, storeProcess } from './child.ts';

export const writers = 22;
const accounts = 8;
/** Longer than any load takes. */
const loadMs = 600_000;

interface Row extends mongo.Document {
  _id: string;
}

/** Kills a store's process in the middle of writes, again and again, and looks each time at what is left. */
export interface KillTrial {
  /** Writers work until `load` writes were acknowledged; then kill -9, open again, check. @throws with what is wrong */
  round(): Promise<void>;
  /** How many writes were acknowledged so far. */
  acknowledged(): number;
}

export function createKillTrial(dir: string, load: number): KillTrial {
  /** What the clients know to be durable, over all rounds. */
  const acknowledged = { inserted: new Set<string>(), pairs: new Set<string>(), increments: 0 };
  let attempted = 0;
  let rounds = 0;

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

  async function underLoad(store: StoreProcess): Promise<void> {
    const { client, close } = await connectBereaved(store.said);
    await prepare(client.db());
    let count = 0;
    let killed: Promise<void> | undefined;
    const write = async (writer: number) => {
      for (let i = 0; !killed; i++) {
        const id = `r${rounds}w${writer}i${i}`;
        if (writer % 3 === 0) await transfer(client, id, writer + i);
        else if (writer % 3 === 1) await insertRow(client.db(), id);
        else await changeRow(client.db(), id);
        if (++count >= load) killed ??= store.kill();
      }
    };
    let ended = false;
    void Promise.allSettled(Array.from({ length: writers }, (_, writer) => write(writer))).then(() => {
      ended = true;
    });
    await until('the store has been killed', () => killed !== undefined || ended, loadMs);
    mustBeNone('writers gave up before the kill', killed ? [] : [count]);
    await killed;
    await close();
  }

  async function check(db: mongo.Db): Promise<void> {
    const ids = new Set(
      (await db.collection<Row>('rows').find({}).project({ _id: 1 }).toArray()).map(({ _id }) => String(_id)),
    );
    const without = (names: Iterable<string>) => [...names].filter((name) => !ids.has(name));
    const halves = [...acknowledged.pairs].flatMap((id) => [`${id}-left`, `${id}-right`]);
    mustBeNone('acknowledged rows are lost', without(acknowledged.inserted));
    mustBeNone('acknowledged pairs are lost', without(halves));
    const left = [...ids].filter((id) => id.endsWith('-left'));
    const right = [...ids].filter((id) => id.endsWith('-right'));
    mustBeNone('transactions are there by half', [
      ...without(left.map((id) => id.replace('-left', '-right'))),
      ...without(right.map((id) => id.replace('-right', '-left'))),
    ]);
    const balances = await db
      .collection<Row>('accounts')
      .find({ _id: /^account/ })
      .toArray();
    const sum = balances.reduce((total, { balance }) => total + Number(balance), 0);
    mustBeNone('money was made or lost', sum === accounts * 100 ? [] : [sum]);
    const n = Number((await db.collection<Row>('accounts').findOne({ _id: 'counter' }))?.n);
    mustBeNone('the counter is wrong', n >= acknowledged.increments && n <= attempted ? [] : [n]);
  }

  return {
    async round() {
      await underLoad(await storeProcess(dir));
      mustBeNone('index entries are wrong', await verify(dir));
      const store = await storeProcess(dir);
      const client = await mongo.MongoClient.connect(store.said);
      await check(client.db()).finally(async () => {
        await client.close();
        await store.kill();
      });
      rounds++;
    },
    acknowledged: () => acknowledged.inserted.size + acknowledged.pairs.size + acknowledged.increments,
  };
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

function mustBeNone(what: string, found: readonly unknown[]): void {
  if (found.length > 0) throw new Error(`${what}: ${JSON.stringify(found.slice(0, 10))}, ${found.length} in all`);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Connection, Mongoose } from 'mongoose';
import { type EmbeddedStore, startEmbeddedStore } from '../../../server/storage/embedded/start.ts';

let dir: string;
let store: EmbeddedStore;
let connection: Connection;
/** As anybody has it: without the settings of ours. */
const mongoose = new Mongoose();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'baton-store-'));
  store = await startEmbeddedStore({ dir });
  connection = await mongoose.createConnection(store.uri('baton')).asPromise();
});

afterAll(async () => {
  await connection?.close();
  await store?.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a mongoose model with indexes, transactions and lists works unchanged', async () => {
  const schema = new mongoose.Schema(
    { _id: String, workspace: String, audience: [String], updatedAt: Date, subject: String, n: Number },
    { versionKey: false },
  );
  schema.index({ workspace: 1, audience: 1, updatedAt: -1, _id: -1 });
  schema.index({ workspace: 1, n: 1 }, { unique: true });
  const Ticket = connection.model('Ticket', schema);
  await Ticket.init();
  await Ticket.insertMany(
    Array.from({ length: 500 }, (_, n) => ({
      _id: `t${n}`,
      workspace: 'w',
      audience: n % 2 ? ['all', 'team:a'] : ['all', 'team:b'],
      updatedAt: new Date(n * 1000),
      subject: `subject ${n}`,
      n,
    })),
  );
  const list = await Ticket.find({ workspace: 'w', audience: { $in: ['team:a', 'all'] } })
    .sort({ updatedAt: -1, _id: -1 })
    .limit(50)
    .lean();
  expect(list.map((t) => t.n)).toEqual(Array.from({ length: 50 }, (_, i) => 499 - i));
  expect(await Ticket.countDocuments({ workspace: 'w', audience: 'team:a' })).toBe(250);
  await expect(Ticket.create({ _id: 'x', workspace: 'w', n: 3 })).rejects.toMatchObject({
    code: 11000,
    keyPattern: { workspace: 1, n: 1 },
  });
  const all = await Ticket.find({}).lean();
  expect(all).toHaveLength(500);
  await connection.transaction(async (session) => {
    await Ticket.updateOne({ _id: 't1' }, { $set: { subject: 'changed' }, $inc: { n: 1000 } }).session(session);
    await Ticket.create([{ _id: 'new', workspace: 'w', audience: ['all'], updatedAt: new Date(1e9), n: 5000 }], {
      session,
    });
    const [first] = await Ticket.find({ workspace: 'w', audience: 'all' })
      .sort({ updatedAt: -1, _id: -1 })
      .limit(1)
      .session(session)
      .lean();
    expect(first?._id).toBe('new');
    expect(await Ticket.findById('new').lean()).toBeNull();
  });
  expect(await Ticket.findById('new').lean()).toMatchObject({ n: 5000 });
  expect(await Ticket.findOne({ workspace: 'w', n: 1001 }).lean()).toMatchObject({ subject: 'changed' });
  const doc = await Ticket.findOneAndUpdate(
    { _id: 't2' },
    { $push: { audience: 'guest:1' } },
    { returnDocument: 'after' },
  ).lean();
  expect(doc?.audience).toEqual(['all', 'team:b', 'guest:1']);
  expect(await Ticket.distinct('audience')).toEqual(['all', 'guest:1', 'team:a', 'team:b']);
  expect(
    await Ticket.aggregate([{ $group: { _id: '$audience', n: { $sum: 1 } } }, { $sort: { n: -1 } }, { $limit: 1 }]),
  ).toHaveLength(1);
  const plan = await Ticket.find({ workspace: 'w', audience: { $in: ['team:a', 'all'] } })
    .sort({ updatedAt: -1, _id: -1 })
    .limit(50)
    .explain('executionStats');
  expect(JSON.stringify(plan)).toContain('IXSCAN');
});

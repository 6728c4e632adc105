import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { codeOf, type Engine, openEmbedded } from './engine.ts';
import { Random } from './random.ts';

const { BSON } = mongo;
let engine: Engine;

beforeAll(async () => {
  engine = await openEmbedded('wire');
  await engine.db.collection('rows').insertMany([{ n: 1 }, { n: 2 }]);
});

afterAll(() => engine.close());

const opMsg = 2013;
const opQuery = 2004;

async function dial(): Promise<Socket> {
  const socket = connect(engine.client.options.hosts[0]?.socketPath ?? '');
  await once(socket, 'connect');
  return socket;
}

function frame(code: number, body: Uint8Array, length = body.length + 16): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(code, 12);
  return Buffer.concat([header, body]);
}

const message = (doc: object, flags = 0) => Buffer.concat([Buffer.from([flags, 0, 0, 0, 0]), BSON.serialize(doc)]);

/** The document of the next answer. */
async function answer(socket: Socket): Promise<Record<string, unknown>> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  const at = bytes.readInt32LE(12) === opMsg ? 21 : 36;
  return BSON.deserialize(bytes.subarray(at));
}

/** The store hung up, and goes on serving others. */
async function hungUp(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
  expect(await engine.db.collection('rows').countDocuments({})).toBe(2);
}

test('the first hello may be an OP_QUERY', async () => {
  const socket = await dial();
  const head = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from('admin.$cmd\0'),
    Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]),
  ]);
  socket.write(frame(opQuery, Buffer.concat([head, BSON.serialize({ ismaster: 1, helloOk: true })])));
  expect(await answer(socket)).toMatchObject({ ismaster: true, setName: 'embedded', maxWireVersion: 21, ok: 1 });
  socket.destroy();
});

test('a message may come in single bytes', async () => {
  const socket = await dial();
  const reply = answer(socket);
  for (const byte of frame(opMsg, message({ ping: 1, $db: 'admin' }))) socket.write(Buffer.from([byte]));
  expect(await reply).toMatchObject({ ok: 1 });
  socket.destroy();
});

test('a checksum is left out and moreToCome is not answered', async () => {
  const socket = await dial();
  const insert = message({ insert: 'silent', documents: [{ _id: 1 }], $db: 'wire' }, 2);
  const ping = Buffer.concat([message({ ping: 1, $db: 'admin' }, 1), Buffer.alloc(4)]);
  const reply = answer(socket);
  socket.write(Buffer.concat([frame(opMsg, insert), frame(opMsg, ping)]));
  expect(await reply).toEqual({ ok: 1 });
  expect(await engine.db.collection('silent').countDocuments({})).toBe(1);
  socket.destroy();
});

const garbage: [string, Buffer][] = [
  ['an unknown opcode', frame(1234, Buffer.alloc(8))],
  ['a length of nothing', frame(opMsg, Buffer.alloc(8), 3)],
  ['a negative length', frame(opMsg, Buffer.alloc(8), -1)],
  ['a length of gigabytes', frame(opMsg, Buffer.alloc(8), 2 ** 31 - 1)],
  ['a message without a body', frame(opMsg, Buffer.alloc(4))],
  ['an unknown section', frame(opMsg, Buffer.from([0, 0, 0, 0, 9, 1, 2, 3]))],
  ['unknown required flags', frame(opMsg, message({ ping: 1, $db: 'admin' }, 4))],
  ['a document longer than its message', frame(opMsg, Buffer.from([0, 0, 0, 0, 0, 255, 255, 0, 0, 1, 2]))],
  ['a section longer than its message', frame(opMsg, Buffer.from([0, 0, 0, 0, 1, 255, 255, 0, 0, 97, 0]))],
  ['a section without a name', frame(opMsg, Buffer.from([0, 0, 0, 0, 1, 6, 0, 0, 0, 97, 97]))],
  ['text', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
];

test.each(garbage)('%s closes the connection and nothing else', async (_, bytes) => {
  const socket = await dial();
  socket.write(bytes);
  await hungUp(socket);
});

test('damaged messages never harm the store', async () => {
  const random = new Random(4);
  const whole = frame(opMsg, message({ find: 'rows', filter: { a: { $in: [1, 'x', new Date()] } }, $db: 'wire' }));
  for (let i = 0; i < 40; i++) {
    const bytes = Buffer.from(whole);
    for (let k = random.below(4); k >= 0; k--) bytes[16 + random.below(bytes.length - 16)] = random.below(256);
    const socket = await dial();
    const over = Promise.race([once(socket, 'data'), once(socket, 'close')]);
    socket.write(bytes);
    socket.end();
    await over;
    socket.destroy();
  }
  expect(await engine.db.collection('rows').countDocuments({})).toBe(2);
});

const command = (doc: mongo.Document) => codeOf(engine.db.command(doc));

test.each<[string, mongo.Document, number]>([
  ['an unknown command', { frobnicate: 1 }, 59],
  ['a command with an inherited name', { constructor: 1 }, 59],
  ['$where', { find: 'rows', filter: { $where: 'true' } }, 2],
  ['$text', { find: 'rows', filter: { $text: { $search: 'x' } } }, 2],
  ['$expr', { find: 'rows', filter: { $expr: { $eq: [1, 1] } } }, 2],
  ['$near', { find: 'rows', filter: { a: { $near: [0, 0] } } }, 2],
  ['a collation', { find: 'rows', collation: { locale: 'de' } }, 40415],
  ['an unknown option of find', { find: 'rows', frobnicate: true }, 40415],
  [
    'an unknown option of an update statement',
    { update: 'rows', updates: [{ q: {}, u: { $set: { a: 1 } }, frobnicate: 1 }] },
    40415,
  ],
  ['variables', { find: 'rows', let: { a: 1 } }, 40415],
  ['an update by a pipeline', { findAndModify: 'rows', update: [{ $set: { a: 1 } }] }, 115],
  ['$lookup', { aggregate: 'rows', pipeline: [{ $lookup: {} }], cursor: {} }, 40324],
  ['a change stream', { aggregate: 'rows', pipeline: [{ $changeStream: {} }], cursor: {} }, 40324],
  ['a text index', { createIndexes: 'rows', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 67],
  ['a 2dsphere index', { createIndexes: 'rows', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] }, 67],
  ['a wildcard index', { createIndexes: 'rows', indexes: [{ key: { '$**': 1 }, name: 'a' }] }, 67],
  [
    'an index with a collation',
    { createIndexes: 'rows', indexes: [{ key: { a: 1 }, name: 'a', collation: { locale: 'de' } }] },
    40415,
  ],
  [
    'a partial index with $ne',
    { createIndexes: 'rows', indexes: [{ key: { a: 1 }, name: 'a', partialFilterExpression: { a: { $ne: 1 } } }] },
    67,
  ],
  ['a capped collection', { create: 'capped', capped: true, size: 1000 }, 40415],
  ['a view', { create: 'view', viewOn: 'rows', pipeline: [] }, 40415],
  ['a positional projection', { find: 'rows', filter: { a: 1 }, projection: { 'a.$': 1 } }, 2],
  ['an $elemMatch projection', { find: 'rows', projection: { a: { $elemMatch: { b: 1 } } } }, 2],
  ['a regular expression nobody can compile', { find: 'rows', filter: { a: { $regex: '(' } } }, 2],
  ['bulkWrite of the client', { bulkWrite: 1, ops: [], nsInfo: [] }, 59],
  ['a cursor nobody opened', { getMore: BSON.Long.fromNumber(5), collection: 'rows' }, 43],
  ['a collection that is not there', { listIndexes: 'nowhere' }, 26],
  [
    'a document that is too long',
    { insert: 'rows', documents: [{ _id: 1, a: 'x'.repeat(600), b: 1 }, { _id: 'y'.repeat(600) }] },
    17280,
  ],
])('%s is refused', async (_, doc, code) => {
  const result = await command(doc);
  const reply = (result as { gave?: { writeErrors?: { code: number }[] } }).gave;
  expect(reply?.writeErrors?.[0]?.code ?? result).toBe(code);
});

test('a request that takes too long is given up', async () => {
  const rows = engine.db.collection('many');
  await rows.insertMany(Array.from({ length: 5000 }, (_, n) => ({ n, text: 'x'.repeat(200) })));
  const slow = rows.find({ text: /y$/ }, { maxTimeMS: 1 }).toArray();
  expect(await codeOf(slow)).toBe(50);
});

test('a slow query does not stop others', async () => {
  const rows = engine.db.collection('many');
  const order: string[] = [];
  const slow = rows
    .aggregate([{ $group: { _id: '$text', n: { $sum: '$n' } } }])
    .toArray()
    .then(() => order.push('slow'));
  await engine.db
    .collection('rows')
    .findOne({})
    .then(() => order.push('quick'));
  await slow;
  expect(order).toEqual(['quick', 'slow']);
});

import { mongo } from 'mongoose';

const { BSON, Double, Int32, Long, MaxKey, MinKey, ObjectId } = mongo;

type Fields = Record<string, unknown>;
interface Row extends mongo.Document {
  _id: string | number;
}
type Rows = mongo.Collection<Row>;

/** Documents, something done with them, and what comes of it; `code` for the number of an error. */
export interface CommandRow {
  name: string;
  docs: Fields[];
  run: (rows: Rows) => Promise<unknown>;
  gives?: unknown;
  code?: number;
}

const row = (name: string, docs: Fields[], run: CommandRow['run'], gives: unknown): CommandRow => ({
  name,
  docs,
  run,
  gives,
});
const refused = (name: string, docs: Fields[], run: CommandRow['run'], code: number): CommandRow => ({
  name,
  docs,
  run,
  code,
});

const abc = [
  { _id: 1, k: 'a', n: 3, tags: ['x', 'y'] },
  { _id: 2, k: 'b', n: 1, tags: ['y'] },
  { _id: 3, k: 'a', n: 2, tags: [] },
];
const ids = async (cursor: { toArray(): Promise<{ _id: unknown }[]> }) =>
  (await cursor.toArray()).map(({ _id }) => _id);
const all = (rows: Rows) => rows.find({}).sort({ _id: 1 }).toArray();
const ordered = (...values: unknown[]) => values.map((a, _id) => ({ _id, a }));

const sorts: CommandRow[] = [
  row(
    'types sort in their order',
    ordered(
      new MaxKey(),
      /x/,
      new Date(0),
      true,
      new ObjectId(),
      new BSON.Binary(Buffer.from('x')),
      {},
      'x',
      5,
      null,
      new MinKey(),
    ),
    (r) => ids(r.find({}).sort({ a: 1 })),
    [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  ),
  row(
    'numbers of all types sort together',
    ordered(new Double(2.5), Long.fromNumber(2), new Int32(3), Number.NaN, -1),
    (r) => ids(r.find({}).sort({ a: 1 })),
    [3, 4, 1, 0, 2],
  ),
  row(
    'missing sorts as null',
    [{ _id: 1, a: 1 }, { _id: 2 }, { _id: 3, a: null }],
    (r) => ids(r.find({}).sort({ a: 1, _id: 1 })),
    [2, 3, 1],
  ),
  row(
    'an array sorts by its smallest element, descending by its largest',
    ordered([5, 1], [3], [9, 2]),
    async (r) => [await ids(r.find({}).sort({ a: 1 })), await ids(r.find({}).sort({ a: -1 }))],
    [
      [0, 2, 1],
      [2, 0, 1],
    ],
  ),
  row('an empty array sorts before null', ordered([], null, 1), (r) => ids(r.find({}).sort({ a: 1 })), [0, 1, 2]),
  row(
    'strings sort by bytes',
    ordered('b', 'A', 'a', 'é', 'z'),
    (r) => ids(r.find({}).sort({ a: 1 })),
    [1, 2, 0, 4, 3],
  ),
  row('a path sorts', ordered({ b: 2 }, { b: 1 }, {}), (r) => ids(r.find({}).sort({ 'a.b': 1 })), [2, 1, 0]),
  row('two fields in two directions', abc, (r) => ids(r.find({}).sort({ k: 1, n: -1 })), [1, 3, 2]),
  row('skip and limit after the sort', abc, (r) => ids(r.find({}).sort({ n: 1 }).skip(1).limit(1)), [3]),
  row('a negative limit gives one batch', abc, (r) => ids(r.find({}).sort({ n: 1 }).limit(-2)), [2, 3]),
  row('batches join', abc, (r) => ids(r.find({}).sort({ n: 1 }).batchSize(1)), [2, 3, 1]),
  refused('a sort direction other than 1 and -1', abc, (r) => r.aggregate([{ $sort: { n: 2 } }]).toArray(), 15975),
];

const projections: CommandRow[] = [
  row('inclusion keeps _id', abc, (r) => r.findOne({ _id: 2 }, { projection: { k: 1 } }), { _id: 2, k: 'b' }),
  row('inclusion without _id', abc, (r) => r.findOne({ _id: 2 }, { projection: { k: 1, _id: 0 } }), { k: 'b' }),
  row('exclusion', abc, (r) => r.findOne({ _id: 2 }, { projection: { k: 0, tags: 0 } }), { _id: 2, n: 1 }),
  row('a path', [{ _id: 1, a: { b: 1, c: 2 }, d: 3 }], (r) => r.findOne({}, { projection: { 'a.b': 1 } }), {
    _id: 1,
    a: { b: 1 },
  }),
  row(
    'a path through an array',
    [{ _id: 1, a: [{ b: 1, c: 2 }, { c: 3 }, 5] }],
    (r) => r.findOne({}, { projection: { 'a.b': 1 } }),
    { _id: 1, a: [{ b: 1 }, {}] },
  ),
  row(
    'exclusion through an array',
    [{ _id: 1, a: [{ b: 1, c: 2 }, 5] }],
    (r) => r.findOne({}, { projection: { 'a.b': 0 } }),
    { _id: 1, a: [{ c: 2 }, 5] },
  ),
  row('only _id', abc, (r) => r.findOne({ _id: 2 }, { projection: { _id: 1 } }), { _id: 2 }),
  row(
    'fields keep the order they are stored in',
    [{ _id: 1, b: 1, a: 2 }],
    async (r) => Object.keys((await r.findOne({}, { projection: { a: 1, b: 1 } })) ?? {}),
    ['_id', 'b', 'a'],
  ),
  refused('inclusion and exclusion do not mix', abc, (r) => r.findOne({}, { projection: { k: 1, n: 0 } }), 31254),
  refused('exclusion and inclusion do not mix', abc, (r) => r.findOne({}, { projection: { k: 0, n: 1 } }), 31253),
];

const writes: CommandRow[] = [
  row(
    'an upsert takes equalities from the filter',
    [],
    async (r) => {
      await r.updateOne({ k: 'a', n: { $gt: 5 }, $and: [{ 'm.o': 1 }] }, { $set: { x: 1 } }, { upsert: true });
      return r.findOne({}, { projection: { _id: 0 } });
    },
    { k: 'a', m: { o: 1 }, x: 1 },
  ),
  row(
    'an upsert takes _id from the filter',
    [],
    async (r) => {
      const { upsertedId } = await r.updateOne({ _id: 'me' }, { $inc: { n: 1 } }, { upsert: true });
      return [upsertedId, await all(r)];
    },
    ['me', [{ _id: 'me', n: 1 }]],
  ),
  row(
    'an upsert makes an ObjectId',
    [],
    async (r) =>
      ((await r.updateOne({ k: 1 }, { $set: { n: 1 } }, { upsert: true })).upsertedId as unknown) instanceof ObjectId,
    true,
  ),
  row(
    '$setOnInsert counts for the insert',
    [],
    async (r) => {
      await r.updateOne({ _id: 1 }, { $setOnInsert: { a: 1 }, $set: { b: 2 } }, { upsert: true });
      return all(r);
    },
    [{ _id: 1, a: 1, b: 2 }],
  ),
  row(
    'an upsert that finds something inserts nothing',
    abc,
    async (r) => {
      const { matchedCount, upsertedCount } = await r.updateOne({ k: 'b' }, { $set: { n: 9 } }, { upsert: true });
      return [matchedCount, upsertedCount, (await all(r)).length];
    },
    [1, 0, 3],
  ),
  row(
    'a replacing upsert',
    [],
    async (r) => {
      await r.replaceOne({ _id: 7 }, { a: 1 }, { upsert: true });
      return all(r);
    },
    [{ _id: 7, a: 1 }],
  ),
  row(
    'a replacement keeps _id and nothing else',
    abc,
    async (r) => {
      await r.replaceOne({ _id: 1 }, { z: 1 });
      return r.findOne({ _id: 1 });
    },
    { _id: 1, z: 1 },
  ),
  refused('a replacement cannot change _id', abc, (r) => r.replaceOne({ _id: 1 }, { _id: 2, z: 1 }), 66),
  row(
    'matched and modified are counted apart',
    abc,
    async (r) => {
      const { matchedCount, modifiedCount } = await r.updateMany({ k: 'a' }, { $set: { n: 3 } });
      return [matchedCount, modifiedCount];
    },
    [2, 1],
  ),
  row('updateOne takes one', abc, async (r) => (await r.updateOne({ k: 'a' }, { $set: { z: 1 } })).modifiedCount, 1),
  row(
    'updateMany meets each document once, though it moves in the index',
    abc,
    async (r) => {
      await r.createIndex({ n: 1 });
      await r.updateMany({ n: { $gt: 0 } }, { $inc: { n: 10 } });
      return (await all(r)).map(({ n }) => n);
    },
    [13, 11, 12],
  ),
  row(
    'deleteOne and deleteMany',
    abc,
    async (r) => [(await r.deleteOne({ k: 'a' })).deletedCount, (await r.deleteMany({})).deletedCount],
    [1, 2],
  ),
  row(
    'findOneAndUpdate gives the document before',
    abc,
    (r) => r.findOneAndUpdate({ k: 'a' }, { $inc: { n: 1 } }, { sort: { n: 1 } }),
    abc[2],
  ),
  row(
    'findOneAndUpdate gives the document after',
    abc,
    (r) => r.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after', projection: { n: 1 } }),
    { _id: 1, n: 4 },
  ),
  row('findOneAndUpdate finds nothing', abc, (r) => r.findOneAndUpdate({ _id: 9 }, { $inc: { n: 1 } }), null),
  row(
    'findOneAndUpdate with upsert gives the new document',
    [],
    (r) => r.findOneAndUpdate({ _id: 9 }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' }),
    { _id: 9, n: 1 },
  ),
  row('findOneAndReplace', abc, (r) => r.findOneAndReplace({ _id: 2 }, { z: 1 }, { returnDocument: 'after' }), {
    _id: 2,
    z: 1,
  }),
  row(
    'findOneAndDelete takes the first of the sort',
    abc,
    async (r) => [(await r.findOneAndDelete({}, { sort: { n: -1 } }))?._id, (await all(r)).length],
    [1, 2],
  ),
  row(
    'an ordered insert stops at its first error',
    [],
    async (r) => {
      await r.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]).catch(() => undefined);
      return ids(r.find({}));
    },
    [1],
  ),
  row(
    'an unordered insert goes on',
    [],
    async (r) => {
      await r.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }], { ordered: false }).catch(() => undefined);
      return ids(r.find({}).sort({ _id: 1 }));
    },
    [1, 2],
  ),
  row(
    'an int and a double are one _id',
    [{ _id: 1 }],
    (r) => r.insertOne({ _id: new Double(1) } as never).catch(({ code }) => code),
    11000,
  ),
  refused('an array is no _id', [], (r) => r.insertOne({ _id: [1] } as never), 53),
  row(
    'bulkWrite mixes operations in order',
    [],
    async (r) => {
      await r.bulkWrite([
        { insertOne: { document: { _id: 1, n: 1 } } },
        { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 1 } } } },
        { deleteOne: { filter: { _id: 2 } } },
      ]);
      return all(r);
    },
    [{ _id: 1, n: 2 }],
  ),
];

const unique = async (r: Rows, options: mongo.CreateIndexesOptions = {}, key: mongo.IndexSpecification = { u: 1 }) =>
  r.createIndex(key, { unique: true, ...options });
const error = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    ({ code, keyPattern, keyValue }) => ({ code, keyPattern, keyValue }),
  );

const indexed: CommandRow[] = [
  row(
    'a duplicate names its index and its value',
    [],
    async (r) => {
      await unique(r);
      await r.insertOne({ _id: 1, u: 'x' } as never);
      return error(r.insertOne({ _id: 2, u: 'x' } as never));
    },
    { code: 11000, keyPattern: { u: 1 }, keyValue: { u: 'x' } },
  ),
  row(
    'a compound duplicate',
    [],
    async (r) => {
      await unique(r, {}, { u: 1, v: -1 });
      await r.insertMany([
        { _id: 1, u: 1, v: 1 },
        { _id: 2, u: 1, v: 2 },
      ] as never);
      return error(r.insertOne({ _id: 3, u: 1, v: 2 } as never));
    },
    { code: 11000, keyPattern: { u: 1, v: -1 }, keyValue: { u: 1, v: 2 } },
  ),
  row(
    'missing is one value of a unique index',
    [],
    async (r) => {
      await unique(r);
      await r.insertOne({ _id: 1 } as never);
      return error(r.insertOne({ _id: 2 } as never));
    },
    { code: 11000, keyPattern: { u: 1 }, keyValue: { u: null } },
  ),
  row(
    'a sparse unique index takes many without the field',
    [],
    async (r) => {
      await unique(r, { sparse: true });
      await r.insertMany([{ _id: 1 }, { _id: 2 }] as never);
      return (await all(r)).length;
    },
    2,
  ),
  row(
    'a partial unique index holds what its filter matches',
    [],
    async (r) => {
      await unique(r, { partialFilterExpression: { open: true } });
      await r.insertMany([
        { _id: 1, u: 1 },
        { _id: 2, u: 1 },
        { _id: 3, u: 1, open: true },
      ] as never);
      return error(r.insertOne({ _id: 4, u: 1, open: true } as never));
    },
    { code: 11000, keyPattern: { u: 1 }, keyValue: { u: 1 } },
  ),
  row(
    'a document may come to match a partial index',
    [],
    async (r) => {
      await unique(r, { partialFilterExpression: { open: true } });
      await r.insertMany([
        { _id: 1, u: 1, open: true },
        { _id: 2, u: 1 },
      ] as never);
      return error(r.updateOne({ _id: 2 }, { $set: { open: true } }));
    },
    { code: 11000, keyPattern: { u: 1 }, keyValue: { u: 1 } },
  ),
  row(
    'elements of one document may repeat in a unique index',
    [],
    async (r) => {
      await unique(r);
      await r.insertOne({ _id: 1, u: [1, 1] } as never);
      return error(r.insertOne({ _id: 2, u: [2, 1] } as never)).then((e) => (e as { code: number }).code);
    },
    11000,
  ),
  row(
    'an upsert that would be a duplicate',
    [],
    async (r) => {
      await unique(r);
      await r.insertOne({ _id: 1, u: 1 } as never);
      return error(r.updateOne({ _id: 2 }, { $set: { u: 1 } }, { upsert: true })).then(
        (e) => (e as { code: number }).code,
      );
    },
    11000,
  ),
  row(
    'a value is free again after a delete',
    [],
    async (r) => {
      await unique(r);
      await r.insertOne({ _id: 1, u: 1 } as never);
      await r.deleteOne({ _id: 1 });
      await r.insertOne({ _id: 2, u: 1 } as never);
      return ids(r.find({ u: 1 }));
    },
    [2],
  ),
  refused(
    'building a unique index over duplicates',
    [
      { _id: 1, u: 1 },
      { _id: 2, u: 1 },
    ],
    (r) => unique(r),
    11000,
  ),
  refused(
    'two arrays side by side in one index',
    [],
    async (r) => {
      await r.createIndex({ a: 1, b: 1 });
      await r.insertOne({ _id: 1, a: [1], b: [2] } as never);
    },
    171,
  ),
  row(
    'the same index twice is nothing',
    [],
    async (r) => [await r.createIndex({ a: 1 }), await r.createIndex({ a: 1 })],
    ['a_1', 'a_1'],
  ),
  refused(
    'the same name for other keys',
    [],
    async (r) => {
      await r.createIndex({ a: 1 }, { name: 'x' });
      await r.createIndex({ b: 1 }, { name: 'x' });
    },
    86,
  ),
  refused(
    'the same keys with other options',
    [],
    async (r) => {
      await r.createIndex({ a: 1 });
      await r.createIndex({ a: 1 }, { name: 'other' });
    },
    85,
  ),
  row(
    'listIndexes',
    [],
    async (r) => {
      await r.createIndex({ a: 1, b: -1 }, { unique: true });
      return (await r.listIndexes().toArray()).map(({ key, name, unique: u }) => ({ key, name, u }));
    },
    [
      { key: { _id: 1 }, name: '_id_', u: undefined },
      { key: { a: 1, b: -1 }, name: 'a_1_b_-1', u: true },
    ],
  ),
  refused('dropping an index nobody made', abc, (r) => r.dropIndex('nope'), 27),
  refused('a hint for an index nobody made', abc, (r) => r.find({}).hint('nope').toArray(), 2),
];

const reads: CommandRow[] = [
  row('countDocuments', abc, (r) => r.countDocuments({ k: 'a' }), 2),
  row('countDocuments with skip and limit', abc, (r) => r.countDocuments({}, { skip: 1, limit: 1 }), 1),
  row('estimatedDocumentCount', abc, (r) => r.estimatedDocumentCount(), 3),
  row('distinct opens arrays and sorts', abc, (r) => r.distinct('tags'), ['x', 'y']),
  row('distinct takes a filter', abc, (r) => r.distinct('k', { n: { $gt: 2 } }), ['a']),
  row(
    'distinct joins numbers of two types',
    [
      { _id: 1, a: 1 },
      { _id: 2, a: new Double(1) },
    ],
    async (r) => (await r.distinct('a')).length,
    1,
  ),
  row(
    '$group with sums',
    abc,
    (r) => r.aggregate([{ $group: { _id: '$k', n: { $sum: '$n' }, c: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray(),
    [
      { _id: 'a', n: 5, c: 2 },
      { _id: 'b', n: 1, c: 1 },
    ],
  ),
  row(
    '$group by a document',
    abc,
    (r) =>
      r
        .aggregate([
          { $group: { _id: { k: '$k' }, max: { $max: '$n' }, min: { $min: '$n' }, avg: { $avg: '$n' } } },
          { $sort: { _id: 1 } },
        ])
        .toArray(),
    [
      { _id: { k: 'a' }, max: 3, min: 2, avg: 2.5 },
      { _id: { k: 'b' }, max: 1, min: 1, avg: 1 },
    ],
  ),
  row(
    '$group joins 1 and 1.0, and not 1 and "1"',
    [
      { _id: 1, a: 1 },
      { _id: 2, a: new Double(1) },
      { _id: 3, a: '1' },
    ],
    async (r) => (await r.aggregate([{ $group: { _id: '$a' } }]).toArray()).length,
    2,
  ),
  row(
    '$group by a missing field is null',
    [{ _id: 1 }],
    (r) => r.aggregate([{ $group: { _id: '$a', n: { $sum: 1 } } }]).toArray(),
    [{ _id: null, n: 1 }],
  ),
  row(
    '$group collects',
    abc,
    (r) =>
      r
        .aggregate([
          { $sort: { n: 1 } },
          { $group: { _id: null, all: { $push: '$n' }, first: { $first: '$k' }, last: { $last: '$k' } } },
        ])
        .toArray(),
    [{ _id: null, all: [1, 2, 3], first: 'b', last: 'a' }],
  ),
  row(
    '$unwind',
    abc,
    (r) =>
      r
        .aggregate([{ $unwind: '$tags' }, { $group: { _id: '$tags', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
        .toArray(),
    [
      { _id: 'x', n: 1 },
      { _id: 'y', n: 2 },
    ],
  ),
  row(
    '$match after $group',
    abc,
    (r) => r.aggregate([{ $group: { _id: '$k', n: { $sum: 1 } } }, { $match: { n: { $gt: 1 } } }]).toArray(),
    [{ _id: 'a', n: 2 }],
  ),
  row(
    '$project computes',
    abc,
    (r) =>
      r
        .aggregate([
          { $match: { _id: 1 } },
          { $project: { k: 1, twice: { $multiply: ['$n', 2] }, many: { $size: '$tags' } } },
        ])
        .toArray(),
    [{ _id: 1, k: 'a', twice: 6, many: 2 }],
  ),
  row(
    '$cond and comparisons',
    abc,
    (r) => r.aggregate([{ $group: { _id: null, big: { $sum: { $cond: [{ $gte: ['$n', 2] }, 1, 0] } } } }]).toArray(),
    [{ _id: null, big: 2 }],
  ),
  row(
    '$addFields and $count',
    abc,
    (r) =>
      r.aggregate([{ $addFields: { z: { $ifNull: ['$nope', 5] } } }, { $match: { z: 5 } }, { $count: 'n' }]).toArray(),
    [{ n: 3 }],
  ),
  row(
    'dates subtract to milliseconds',
    [{ _id: 1, a: new Date(5000), b: new Date(2000) }],
    (r) => r.aggregate([{ $project: { _id: 0, ms: { $subtract: ['$a', '$b'] } } }]).toArray(),
    [{ ms: 3000 }],
  ),
  row(
    '$dateTrunc to the hour',
    [{ _id: 1, a: new Date('2026-03-04T05:06:07Z') }],
    (r) => r.aggregate([{ $project: { _id: 0, h: { $dateTrunc: { date: '$a', unit: 'hour' } } } }]).toArray(),
    [{ h: new Date('2026-03-04T05:00:00Z') }],
  ),
  row(
    'nothing comes of a collection nobody made',
    [],
    async (r) => [await r.find({}).toArray(), await r.countDocuments({}), await r.distinct('a')],
    [[], 0, []],
  ),
];

const refusals: CommandRow[] = [
  refused('an unknown operator on a field', abc, (r) => r.find({ a: { $foo: 1 } }).toArray(), 2),
  refused('an unknown operator on top', abc, (r) => r.find({ $foo: 1 } as never).toArray(), 2),
  refused('$in without an array', abc, (r) => r.find({ a: { $in: 1 } } as never).toArray(), 2),
  refused('$or without branches', abc, (r) => r.find({ $or: [] }).toArray(), 2),
  refused('$and without an array', abc, (r) => r.find({ $and: {} } as never).toArray(), 2),
  refused('$size with a fraction', abc, (r) => r.find({ a: { $size: 1.5 } }).toArray(), 2),
  refused('$mod by zero', abc, (r) => r.find({ a: { $mod: [0, 1] } }).toArray(), 2),
  refused('$elemMatch without a document', abc, (r) => r.find({ a: { $elemMatch: 1 } } as never).toArray(), 2),
  refused('$ne with a regular expression', abc, (r) => r.find({ a: { $ne: /x/ } }).toArray(), 2),
  refused('$type of nothing known', abc, (r) => r.find({ a: { $type: 'thing' } } as never).toArray(), 2),
  refused('an unknown stage', abc, (r) => r.aggregate([{ $foo: 1 }]).toArray(), 40324),
  refused('an unknown expression', abc, (r) => r.aggregate([{ $addFields: { a: { $foo: 1 } } }]).toArray(), 168),
  refused(
    'an unknown accumulator',
    abc,
    (r) => r.aggregate([{ $group: { _id: null, a: { $foo: 1 } } }]).toArray(),
    15952,
  ),
];

export const commandRows: CommandRow[] = [...sorts, ...projections, ...writes, ...indexed, ...reads, ...refusals];

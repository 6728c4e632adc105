import { mongo } from 'mongoose';

const { Double, Int32, Long } = mongo;

type Fields = Record<string, unknown>;

/** One document, one update, and the document after it (without `_id`) or the error's code. */
export interface UpdateRow {
  name: string;
  before: Fields;
  update: Fields;
  after?: Fields;
  error?: number;
  filter?: Fields;
  arrayFilters?: Fields[];
}

const row = (
  name: string,
  before: Fields,
  update: Fields,
  after: Fields,
  more: Partial<UpdateRow> = {},
): UpdateRow => ({ name, before, update, after, ...more });
const refused = (
  name: string,
  before: Fields,
  update: Fields,
  error: number,
  more: Partial<UpdateRow> = {},
): UpdateRow => ({ name, before, update, error, ...more });

export const updateRows: UpdateRow[] = [
  row('$set sets and keeps the place of a field', { a: 1, b: 2 }, { $set: { a: 5 } }, { a: 5, b: 2 }),
  row('$set makes documents on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }),
  row('$set adds new fields in the order of their names', {}, { $set: { c: 1, a: 2, b: 3 } }, { a: 2, b: 3, c: 1 }),
  row('$set into an array position', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }),
  row('$set beyond the end of an array fills with null', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }),
  row('$set into a document inside an array', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }),
  row('a number is a field name in a document', { a: {} }, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }),
  refused('$set cannot go through a number', { a: 5 }, { $set: { 'a.b': 1 } }, 28),
  refused('$set cannot go through null', { a: null }, { $set: { 'a.b': 1 } }, 28),
  refused('$set cannot use a name as a position', { a: [1] }, { $set: { 'a.b': 1 } }, 28),
  refused('$set cannot change _id', { a: 1 }, { $set: { _id: 99 } }, 66),
  row('$set _id to itself is nothing', { a: 1 }, { $set: { _id: 1 } }, { a: 1 }),
  row('$unset removes', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }),
  row('$unset of what is missing is nothing', { a: 1 }, { $unset: { b: '', 'c.d': '' } }, { a: 1 }),
  row('$unset in an array leaves null', { a: [1, 2, 3] }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }),
  row('$unset below a scalar is nothing', { a: 5 }, { $unset: { 'a.b': '' } }, { a: 5 }),
  row('$inc adds', { a: 1 }, { $inc: { a: 4 } }, { a: 5 }),
  row('$inc starts from nothing', {}, { $inc: { 'a.b': 4 } }, { a: { b: 4 } }),
  row('$inc with a fraction', { a: 1 }, { $inc: { a: 0.5 } }, { a: 1.5 }),
  row('$inc grows an int to a long', { a: new Int32(2147483647) }, { $inc: { a: 1 } }, { a: 2147483648 }),
  refused('$inc refuses a string', { a: 'x' }, { $inc: { a: 1 } }, 14),
  refused('$inc refuses null', { a: null }, { $inc: { a: 1 } }, 14),
  refused('$inc by a string is refused', { a: 1 }, { $inc: { a: '1' } }, 14),
  refused('$inc refuses to overflow a long', { a: Long.MAX_VALUE }, { $inc: { a: Long.fromNumber(1) } }, 2),
  row('$mul multiplies', { a: 3 }, { $mul: { a: 4 } }, { a: 12 }),
  row('$mul of nothing is zero', {}, { $mul: { a: 4 } }, { a: 0 }),
  refused('$mul refuses a string', { a: 'x' }, { $mul: { a: 2 } }, 14),
  row('$min takes the smaller', { a: 5 }, { $min: { a: 3 } }, { a: 3 }),
  row('$min keeps the smaller', { a: 5 }, { $min: { a: 8 } }, { a: 5 }),
  row('$min sets what is missing', {}, { $min: { a: 8 } }, { a: 8 }),
  row('$max compares across types', { a: 5 }, { $max: { a: 'x' } }, { a: 'x' }),
  row('$max with dates', { a: new Date(5) }, { $max: { a: new Date(9) } }, { a: new Date(9) }),
  row('$push appends', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }),
  row('$push makes an array', {}, { $push: { a: 2 } }, { a: [2] }),
  row('$push of an array is one element', { a: [] }, { $push: { a: [1, 2] } }, { a: [[1, 2]] }),
  row('$push $each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }),
  row('$push $each $position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }),
  row('$push $position from the end', { a: [1, 4] }, { $push: { a: { $each: [3], $position: -1 } } }, { a: [1, 3, 4] }),
  row('$push $slice keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: -3 } } }, { a: [2, 3, 4] }),
  row('$push $slice keeps the first', { a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: 3 } } }, { a: [1, 2, 3] }),
  row('$push $slice 0 empties', { a: [1, 2] }, { $push: { a: { $each: [], $slice: 0 } } }, { a: [] }),
  row('$push $sort by value', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }),
  row(
    '$push $sort by field, then $slice',
    { a: [{ s: 3 }, { s: 1 }] },
    { $push: { a: { $each: [{ s: 2 }], $sort: { s: -1 }, $slice: 2 } } },
    { a: [{ s: 3 }, { s: 2 }] },
  ),
  refused('$push refuses a scalar', { a: 5 }, { $push: { a: 1 } }, 2),
  refused('$push refuses null', { a: null }, { $push: { a: 1 } }, 2),
  refused('$push refuses unknown clauses', { a: [] }, { $push: { a: { $each: [1], $foo: 1 } } }, 2),
  refused('$push $each needs an array', { a: [] }, { $push: { a: { $each: 1 } } }, 2),
  row('$addToSet adds what is new', { a: [1] }, { $addToSet: { a: 2 } }, { a: [1, 2] }),
  row('$addToSet leaves what is there', { a: [1] }, { $addToSet: { a: new Double(1) } }, { a: [1] }),
  row(
    '$addToSet compares documents with key order',
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ),
  row('$addToSet $each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2, 3] } } }, { a: [1, 2, 3] }),
  refused('$addToSet refuses a scalar', { a: 5 }, { $addToSet: { a: 1 } }, 2),
  row('$pop the last', { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }),
  row('$pop the first', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }),
  row('$pop of an empty array', { a: [] }, { $pop: { a: 1 } }, { a: [] }),
  row('$pop of what is missing', { b: 1 }, { $pop: { a: 1 } }, { b: 1 }),
  refused('$pop refuses a scalar', { a: 5 }, { $pop: { a: 1 } }, 14),
  refused('$pop takes 1 or -1', { a: [1] }, { $pop: { a: 2 } }, 9),
  row('$pull a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }),
  row('$pull by a condition', { a: [1, 5, 9] }, { $pull: { a: { $gt: 3 } } }, { a: [1] }),
  row(
    '$pull documents by some of their fields',
    { a: [{ x: 1, y: 1 }, { x: 2 }] },
    { $pull: { a: { x: 1 } } },
    { a: [{ x: 2 }] },
  ),
  row(
    '$pull documents by a condition',
    { a: [{ x: 1 }, { x: 5 }] },
    { $pull: { a: { x: { $gte: 5 } } } },
    { a: [{ x: 1 }] },
  ),
  row('$pull $in', { a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } }, { a: [2] }),
  row('$pull by a regular expression', { a: ['ab', 'cd'] }, { $pull: { a: /^a/ } }, { a: ['cd'] }),
  row('$pull from what is missing', { b: 1 }, { $pull: { a: 1 } }, { b: 1 }),
  refused('$pull refuses a scalar', { a: 5 }, { $pull: { a: 5 } }, 2),
  row('$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }),
  refused('$pullAll needs an array', { a: [1] }, { $pullAll: { a: 1 } }, 2),
  row('$rename moves', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }),
  row('$rename replaces its target', { a: 1, c: 2 }, { $rename: { a: 'c' } }, { c: 1 }),
  row('$rename of what is missing', { b: 2 }, { $rename: { a: 'c' } }, { b: 2 }),
  row('$rename into a document', { a: 1 }, { $rename: { a: 'c.d' } }, { c: { d: 1 } }),
  refused('$rename refuses arrays', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2),
  row('$setOnInsert does nothing to what is there', { a: 1 }, { $setOnInsert: { b: 1 }, $set: { a: 2 } }, { a: 2 }),
  row(
    '$ changes the element that matched',
    { a: [1, 5, 9] },
    { $set: { 'a.$': 0 } },
    { a: [1, 0, 9] },
    { filter: { a: 5 } },
  ),
  row(
    '$ changes a field of the element that matched',
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 1 },
      ],
    },
    { $inc: { 'a.$.v': 5 } },
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 6 },
      ],
    },
    { filter: { 'a.k': 2 } },
  ),
  row(
    '$ with $elemMatch',
    { a: [{ k: 1 }, { k: 2, v: 1 }] },
    { $set: { 'a.$.v': 9 } },
    { a: [{ k: 1 }, { k: 2, v: 9 }] },
    { filter: { a: { $elemMatch: { k: 2, v: 1 } } } },
  ),
  refused('$ needs a condition on the array', { a: [1] }, { $set: { 'a.$': 0 } }, 2),
  row('$[] changes all elements', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }),
  row(
    '$[] on fields of all elements',
    { a: [{ v: 1 }, { v: 2 }] },
    { $set: { 'a.$[].v': 0 } },
    { a: [{ v: 0 }, { v: 0 }] },
  ),
  refused('$[] needs an array', { a: 5 }, { $set: { 'a.$[]': 1 } }, 2),
  row(
    '$[name] changes elements its filter matches',
    { a: [1, 5, 9] },
    { $set: { 'a.$[big]': 0 } },
    { a: [1, 0, 0] },
    { arrayFilters: [{ big: { $gte: 5 } }] },
  ),
  row(
    '$[name] with a field condition',
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 1 },
      ],
    },
    { $inc: { 'a.$[e].v': 1 } },
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 2 },
      ],
    },
    { arrayFilters: [{ 'e.k': 2 }] },
  ),
  refused('$[name] without a filter', { a: [1] }, { $set: { 'a.$[e]': 0 } }, 2),
  refused('a filter nobody uses', { a: [1] }, { $set: { a: 0 } }, 9, { arrayFilters: [{ e: 1 }] }),
  row(
    'several operators at once',
    { a: 1, b: [1], c: 1 },
    { $inc: { a: 1 }, $push: { b: 2 }, $unset: { c: '' } },
    { a: 2, b: [1, 2] },
  ),
  refused('two operators on one path', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40),
  refused('a path and one inside it', { a: {} }, { $set: { a: {}, 'a.b': 1 } }, 40),
  refused('an unknown operator', { a: 1 }, { $foo: { a: 1 } }, 9),
  refused('an empty part in a path', { a: 1 }, { $set: { 'a..b': 1 } }, 56),
  refused('a dollar in a path', { a: 1 }, { $set: { $a: 1 } }, 52),
  refused('an operator without a document', { a: 1 }, { $set: 5 as unknown as Fields }, 9),
];

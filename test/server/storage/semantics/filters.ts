import { mongo } from 'mongoose';

const { Binary, Double, Long, MaxKey, MinKey, ObjectId } = mongo;
const oid = (n: number) => new ObjectId(n.toString(16).padStart(24, '0'));

/** Values of `a` that a filter is asked about; a row says at which positions (or that `a` is missing: 'none'). */
export interface FilterRow {
  name: string;
  values: unknown[];
  filter: Record<string, unknown>;
  matches: number[];
}

/** Stands for a document without the field. */
export const missing = Symbol('missing');

const row = (name: string, values: unknown[], filter: Record<string, unknown>, matches: number[]): FilterRow => ({
  name,
  values,
  filter,
  matches,
});

const d = (n: number) => new Date(n);

export const filterRows: FilterRow[] = [
  // Equality
  row(
    'a number equals the same number of another type',
    [1, new Double(1), Long.fromNumber(1), '1', 2],
    { a: 1 },
    [0, 1, 2],
  ),
  row('a string equals only itself', ['a', 'A', 'ab', ''], { a: 'a' }, [0]),
  row('null matches null and missing', [null, missing, 0, '', []], { a: null }, [0, 1]),
  row('$eq null matches null and missing', [null, missing, 0], { a: { $eq: null } }, [0, 1]),
  row('null matches an array that holds null', [[null], [1], [1, null], []], { a: null }, [0, 2]),
  row('zero equals minus zero', [0, -0, new Double(-0)], { a: 0 }, [0, 1, 2]),
  row('NaN equals NaN', [Number.NaN, 0, 1], { a: Number.NaN }, [0]),
  row('true is not 1', [true, 1, 'true'], { a: true }, [0]),
  row('a value matches an array that holds it', [[1, 2], [2], 1, [[1]]], { a: 1 }, [0, 2]),
  row('an array equals the same array', [[1, 2], [2, 1], [[1, 2]], [1, 2, 3]], { a: [1, 2] }, [0, 2]),
  row('an empty array equals an empty array and one that holds it', [[], [[]], [1], null], { a: [] }, [0, 1]),
  row(
    'a document equals with its keys in order',
    [{ x: 1, y: 2 }, { y: 2, x: 1 }, { x: 1 }],
    { a: { x: 1, y: 2 } },
    [0],
  ),
  row('a document equals across number types', [{ x: new Double(1) }, { x: 2 }], { a: { x: 1 } }, [0]),
  row('an empty document equals only an empty document', [{}, { x: 1 }, null], { a: {} }, [0]),
  row('a date equals the same instant', [d(5), 5, d(6)], { a: d(5) }, [0]),
  row('an ObjectId equals itself and not its text', [oid(1), oid(1).toHexString(), oid(2)], { a: oid(1) }, [0]),
  row(
    'bytes equal the same bytes',
    [new Binary(Buffer.from([1])), new Binary(Buffer.from([2])), new Binary(Buffer.from([1, 2]))],
    { a: new Binary(Buffer.from([1])) },
    [0],
  ),
  row(
    'bytes of another subtype differ',
    [new Binary(Buffer.from([1]), 0), new Binary(Buffer.from([1]), 5)],
    { a: new Binary(Buffer.from([1]), 5) },
    [1],
  ),
  row(
    'a large long keeps all its digits',
    [Long.fromString('9007199254740993'), Long.fromString('9007199254740992')],
    { a: Long.fromString('9007199254740993') },
    [0],
  ),
  row(
    'a double equals a long only if exactly',
    [Long.fromString('9007199254740993'), 9007199254740992],
    { a: new Double(9007199254740992) },
    [1],
  ),
  row('strings are not normalised', ['\u00e9', 'e\u0301'], { a: '\u00e9' }, [0]),
  // $ne, $nin
  row('$ne matches what is missing', [1, 2, missing, null], { a: { $ne: 1 } }, [1, 2, 3]),
  row('$ne null matches only what is there', [null, missing, 0, []], { a: { $ne: null } }, [2, 3]),
  row('$ne refuses an array that holds the value', [[1, 2], [2], 1], { a: { $ne: 1 } }, [1]),
  row('$nin matches what is missing', [1, 2, 3, missing], { a: { $nin: [1, 2] } }, [2, 3]),
  row('$nin of nothing matches all', [1, missing], { a: { $nin: [] } }, [0, 1]),
  row('$nin refuses an array that holds one', [[1, 5], [6]], { a: { $nin: [5] } }, [1]),
  // $in
  row('$in matches any of the values', [1, 2, 3, '1'], { a: { $in: [1, 3] } }, [0, 2]),
  row('$in of nothing matches nothing', [1, null, missing], { a: { $in: [] } }, []),
  row('$in with null matches missing', [null, missing, 1, 2], { a: { $in: [null, 1] } }, [0, 1, 2]),
  row('$in matches elements', [[1, 9], [8], 9], { a: { $in: [9] } }, [0, 2]),
  row('$in takes regular expressions', ['apple', 'pear', 'avocado'], { a: { $in: [/^a/, 'pear'] } }, [0, 1, 2]),
  row('$in matches a whole array', [[1, 2], [1], [3]], { a: { $in: [[1, 2], 3] } }, [0, 2]),
  // Comparison
  row('$gt compares numbers only with numbers', [4, 5, 6, '6', null, missing, true], { a: { $gt: 5 } }, [2]),
  row('$gte includes the bound', [4, 5, 6], { a: { $gte: 5 } }, [1, 2]),
  row('$lt compares strings only with strings', ['a', 'b', 1, null], { a: { $lt: 'b' } }, [0]),
  row('$lte includes the bound', [4, 5, 6], { a: { $lte: 5 } }, [0, 1]),
  row('$lt is false for NaN', [Number.NaN, 1], { a: { $lt: 5 } }, [1]),
  row('$lte NaN matches NaN only', [Number.NaN, 1, -1], { a: { $lte: Number.NaN } }, [0]),
  row('$gt NaN matches nothing', [Number.NaN, 1], { a: { $gt: Number.NaN } }, []),
  row('$gte null matches null and missing', [null, missing, 0], { a: { $gte: null } }, [0, 1]),
  row('$gt null matches nothing', [null, missing, 0], { a: { $gt: null } }, []),
  row('two bounds may be met by two elements', [[1, 10], [5], [1, 2]], { a: { $gt: 3, $lt: 7 } }, [0, 1]),
  row('two bounds met by two different elements match', [[2, 9]], { a: { $gt: 3, $lt: 7 } }, [0]),
  row('dates compare with dates', [d(1), d(9), 9], { a: { $gt: d(5) } }, [1]),
  row('a date before 1970 is below one after', [d(-5), d(5)], { a: { $lt: d(0) } }, [0]),
  row('false is below true', [false, true, 0], { a: { $lt: true } }, [0]),
  row('documents compare by their first field', [{ x: 1 }, { x: 3 }, { y: 0 }], { a: { $gt: { x: 2 } } }, [1, 2]),
  row('arrays compare with arrays', [[1, 2], [3], [0]], { a: { $gt: [1, 2] } }, [1]),
  row('$gt MinKey matches all but MinKey', [1, null, new MinKey(), 'x'], { a: { $gt: new MinKey() } }, [0, 1, 3]),
  row('NaN lies between MinKey and MaxKey', [Number.NaN, 1], { a: { $gt: new MinKey(), $lt: new MaxKey() } }, [0, 1]),
  row('$lt MaxKey matches all but MaxKey', [1, new MaxKey(), 'x'], { a: { $lt: new MaxKey() } }, [0, 2]),
  row('capital letters stand below small ones', ['B', 'a'], { a: { $lt: 'a' } }, [0]),
  row('an emoji stands above the private use area', ['\u{1f600}', '\uffee'], { a: { $gt: '\uffee' } }, [0]),
  row(
    'bytes compare by length first',
    [new Binary(Buffer.from([9])), new Binary(Buffer.from([1, 1]))],
    { a: { $gt: new Binary(Buffer.from([9])) } },
    [1],
  ),
  row('ObjectIds compare by their bytes', [oid(1), oid(300)], { a: { $gt: oid(2) } }, [1]),
  row(
    'a long compares with a double exactly',
    [Long.fromString('9007199254740993')],
    { a: { $gt: new Double(9007199254740992) } },
    [0],
  ),
  // $exists, $type
  row('$exists true includes null', [null, missing, 0], { a: { $exists: true } }, [0, 2]),
  row('$exists false', [null, missing, 0], { a: { $exists: false } }, [1]),
  row('$exists takes numbers', [null, missing], { a: { $exists: 0 } }, [1]),
  row('$type by name', ['x', 1, null], { a: { $type: 'string' } }, [0]),
  row('$type by number', ['x', 1, null], { a: { $type: 2 } }, [0]),
  row(
    '$type number covers all numbers',
    [1, new Double(1.5), Long.fromNumber(3), '1'],
    { a: { $type: 'number' } },
    [0, 1, 2],
  ),
  row('$type int and double differ', [1, new Double(1.5), Long.fromNumber(3)], { a: { $type: 'double' } }, [1]),
  row('$type array looks at the array itself', [[1], 1, []], { a: { $type: 'array' } }, [0, 2]),
  row('$type looks at elements', [['x'], [1]], { a: { $type: 'string' } }, [0]),
  row('$type takes several', ['x', 1, true], { a: { $type: ['string', 'bool'] } }, [0, 2]),
  row('$type null does not match missing', [null, missing], { a: { $type: 'null' } }, [0]),
  // $regex
  row('a regular expression matches strings', ['hello', 'help', 'yell', 5], { a: /^hel/ }, [0, 1]),
  row('$regex with $options', ['Hello', 'yellow'], { a: { $regex: '^h', $options: 'i' } }, [0]),
  row('a regular expression matches elements', [['x', 'hello'], ['y']], { a: /hello/ }, [0]),
  row('a dot needs s for a line break', ['a\nb'], { a: { $regex: 'a.b', $options: 's' } }, [0]),
  row('m makes ^ match at each line', ['x\nab', 'xab'], { a: { $regex: '^ab', $options: 'm' } }, [0]),
  row('an escaped dot is a dot', ['a.b', 'axb'], { a: /^a\.b/ }, [0]),
  // Logic
  row('$and', [1, 5, 9], { $and: [{ a: { $gt: 2 } }, { a: { $lt: 7 } }] }, [1]),
  row('$or', [1, 5, 9], { $or: [{ a: 1 }, { a: 9 }] }, [0, 2]),
  row('$nor', [1, 5, missing], { $nor: [{ a: 1 }, { a: 2 }] }, [1, 2]),
  row('$not turns a comparison and matches missing', [1, 9, missing, 'x'], { a: { $not: { $gt: 5 } } }, [0, 2, 3]),
  row('$not takes a regular expression', ['abc', 'xbc', missing], { a: { $not: /^a/ } }, [1, 2]),
  row('$not of two tests is not both', [1, 5, 9], { a: { $not: { $gt: 2, $lt: 7 } } }, [0, 2]),
  // Arrays
  row('$size', [[1, 2], [1], 2, [], missing], { a: { $size: 2 } }, [0]),
  row('$size 0 does not match missing', [[], missing, null], { a: { $size: 0 } }, [0]),
  row('$all needs every value', [[1, 2, 3], [1], 1, [2, 1]], { a: { $all: [1, 2] } }, [0, 3]),
  row('$all of one matches a scalar', [1, [1], 2], { a: { $all: [1] } }, [0, 1]),
  row('$all of nothing matches nothing', [[], [1], missing], { a: { $all: [] } }, []),
  row('$all with an array inside matches the array itself', [[1, 2], [[1, 2]]], { a: { $all: [[1, 2]] } }, [0, 1]),
  row(
    '$all takes $elemMatch',
    [[{ x: 1 }, { x: 2 }], [{ x: 1 }]],
    { a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } },
    [0],
  ),
  row(
    '$elemMatch needs one element for all',
    [[{ x: 1, y: 1 }], [{ x: 1 }, { y: 1 }]],
    { a: { $elemMatch: { x: 1, y: 1 } } },
    [0],
  ),
  row('$elemMatch on values', [[1, 10], [5], 5], { a: { $elemMatch: { $gt: 3, $lt: 7 } } }, [1]),
  row('$elemMatch does not match a single document', [{ x: 1 }, [{ x: 1 }]], { a: { $elemMatch: { x: 1 } } }, [1]),
  row(
    '$elemMatch with $or',
    [[{ x: 1 }], [{ y: 1 }], [{ z: 1 }]],
    { a: { $elemMatch: { $or: [{ x: 1 }, { y: 1 }] } } },
    [0, 1],
  ),
  row('$not $elemMatch', [[{ x: 1 }], [{ x: 2 }], missing], { a: { $not: { $elemMatch: { x: 1 } } } }, [1, 2]),
  row('$elemMatch with $ne', [[1, 2], [1], []], { a: { $elemMatch: { $ne: 1 } } }, [0]),
  row('$mod', [4, 5, 8, '4'], { a: { $mod: [4, 0] } }, [0, 2]),
  row('$mod of a negative number keeps its sign', [-5, 5], { a: { $mod: [4, -1] } }, [0]),
  row('$mod cuts fractions', [new Double(4.9), 5], { a: { $mod: [4, 0] } }, [0]),
  // Paths
  row('a path into a document', [{ b: 1 }, { b: 2 }, 1], { 'a.b': 1 }, [0]),
  row('a path through an array of documents', [[{ b: 1 }, { b: 2 }], [{ b: 3 }]], { 'a.b': 2 }, [0]),
  row('a path to null matches missing below', [{ b: null }, {}, 5, missing, { b: 1 }], { 'a.b': null }, [0, 1, 2, 3]),
  row(
    'a path to null through an array needs an element without it',
    [[{ b: 1 }, {}], [{ b: 1 }]],
    { 'a.b': null },
    [0],
  ),
  row('a number in a path is an index', [[5, 6], [6, 5], { 0: 5 }], { 'a.0': 5 }, [0, 2]),
  row('an index and a field', [[{ b: 1 }, { b: 2 }], [{ b: 2 }]], { 'a.1.b': 2 }, [0]),
  row('$exists through an array', [[{ b: 1 }], [{ c: 1 }], []], { 'a.b': { $exists: true } }, [0]),
  row('$exists false through an empty array', [[], [{ b: 1 }]], { 'a.b': { $exists: false } }, [0]),
  row('an array inside an array is not entered by a path', [[[{ b: 1 }]], [{ b: 1 }]], { 'a.b': 1 }, [1]),
  row('two paths may meet in different elements', [[{ b: 1 }, { c: 1 }], [{ b: 1 }]], { 'a.b': 1, 'a.c': 1 }, [0]),
  row('$size below a path', [{ b: [1, 2] }, { b: [1] }], { 'a.b': { $size: 2 } }, [0]),
  row('no field matches with its inherited name', [1], { constructor: { $exists: true } }, []),
  row('an array of arrays: equality sees one level', [[[1], 2], [[[1]]]], { a: [1] }, [0]),
];

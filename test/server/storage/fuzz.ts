import { mongo } from 'mongoose';
import type { Random } from './random.ts';

const { Binary, Double, Long, MaxKey, MinKey, ObjectId } = mongo;

export type Fields = Record<string, unknown>;

/** Longer than an index keeps, and alike for longer than that. */
const long = (random: Random) => `${'long '.repeat(500)}${random.below(4)}`;

/** Few distinct values of many types, so that they meet. */
export function scalar(random: Random): unknown {
  const makers: [() => unknown, ...(() => unknown)[]] = [
    () => random.below(6) - 1,
    () => random.below(6) - 1,
    () => new Double(random.below(8) / 2),
    () => Long.fromNumber(random.below(5)),
    () => Long.fromString(random.pick(['9007199254740993', '9007199254740992', '-9007199254740993'])),
    () => random.pick([Number.NaN, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
    () => random.pick(['', 'a', 'b', 'ab', 'a\0', 'a\0b', '\u{1f600}', '\uffee', 'é']),
    () => random.pick(['a', 'b', 'abc']),
    () => null,
    () => random.chance(0.5),
    () => new Date(random.below(4) - 2),
    () => new ObjectId(random.below(3).toString(16).padStart(24, '0')),
    () => new Binary(Buffer.from(random.times(random.below(3), () => random.below(2))), random.pick([0, 5])),
    () => ({ x: random.below(2) }),
    () => ({ x: random.below(2), y: 'a' }),
    () => ({}),
    () => (random.chance(0.2) ? long(random) : 'z'),
    () => random.pick<unknown>([new MinKey(), new MaxKey()]),
  ];
  return random.pick(makers)();
}

function value(random: Random): unknown {
  if (random.chance(0.3)) return random.below(3);
  if (random.chance(0.6)) return scalar(random);
  return random.times(random.below(4), () =>
    random.chance(0.1) ? random.times(random.below(3), () => scalar(random)) : scalar(random),
  );
}

/** Some documents have every kind of value everywhere; `tame` ones look like an application's. */
export function document(random: Random, id: unknown): Fields {
  const doc: Fields = { _id: id, w: random.below(2) };
  if (random.chance(0.85)) doc.a = value(random);
  if (random.chance(0.85)) doc.n = random.chance(0.9) ? random.below(5) : scalar(random);
  if (random.chance(0.8)) doc.s = scalar(random);
  if (random.chance(0.8)) doc.tags = random.times(random.below(4), () => random.pick(['x', 'y', 'z']));
  if (random.chance(0.8))
    doc.d = random.chance(0.6)
      ? inner(random)
      : random.times(random.below(3), () => (random.chance(0.9) ? inner(random) : scalar(random)));
  return doc;
}

const inner = (random: Random): Fields => ({
  ...(random.chance(0.8) ? { e: random.chance(0.8) ? scalar(random) : value(random) } : {}),
  ...(random.chance(0.8) ? { f: random.below(3) } : {}),
});

const fields = ['w', 'a', 'n', 's', 'tags', 'd.e', 'd.f', '_id', 'd'] as const;

export function filter(random: Random, depth = 0): Fields {
  if (depth === 0 && random.chance(0.1)) return page(random);
  if (depth < 2 && random.chance(0.15)) {
    const operator = random.pick(['$or', '$and', '$nor']);
    return { [operator]: random.times(1 + random.below(3), () => filter(random, depth + 1)) };
  }
  const out: Fields = {};
  if (random.chance(0.5)) out.w = random.chance(0.7) ? random.below(2) : { $in: [0, 1] };
  for (let i = random.below(2); i >= 0; i--) out[random.pick(fields)] = condition(random);
  return out;
}

/** What a list asks for its next page. */
function page(random: Random): Fields {
  const [op, n, id] = [
    random.pick(['$lt', '$gt']),
    random.chance(0.8) ? random.below(5) : scalar(random),
    random.below(150),
  ];
  const field = random.pick(['n', 'a', 's', 'd.f']);
  return { w: random.below(2), $or: [{ [field]: { [op]: n } }, { [field]: n, _id: { [op]: id } }] };
}

function condition(random: Random): unknown {
  const v = () => (random.chance(0.5) ? random.below(3) : scalar(random));
  const makers: [() => unknown, ...(() => unknown)[]] = [
    v,
    () => value(random),
    () => ({ $in: random.times(random.below(4), v) }),
    () => ({ $in: random.times(1 + random.below(3), () => random.pick(['x', 'y', 'z', 'a'])) }),
    () => ({ [random.pick(['$gt', '$gte', '$lt', '$lte'])]: v() }),
    () => ({ $gte: random.below(3), $lt: 2 + random.below(3) }),
    () => ({ [random.pick(['$gt', '$gte'])]: v(), [random.pick(['$lt', '$lte'])]: v() }),
    () => ({ $ne: v() }),
    () => ({ $nin: random.times(2, v) }),
    () => ({ $exists: random.chance(0.5) }),
    () => random.pick([/^a/, /^ab?/, /b/, /^A/i, /^a\./, /^(a|b)/, /^long long/]),
    () => ({ $not: { $gt: v() } }),
    () => ({ $all: random.times(1 + random.below(2), v) }),
    () => ({ $elemMatch: { $gte: v(), $lte: v() } }),
    () => ({ $elemMatch: { e: v(), f: { $gte: random.below(3) } } }),
    () => ({ $size: random.below(3) }),
    () => ({ $type: random.pick(['string', 'number', 'null', 'array', 'object']) }),
    () => ({ $eq: random.below(3), $gte: random.below(3) }),
    () => ({ $in: [0, 1, 2, 'x', 'y'] }),
    () => ({ $gte: 0 }),
    () => ({ $gt: 1 }),
    () => 'x',
  ];
  return random.pick(makers)();
}

export type Sort = Record<string, 1 | -1>;

/** Always ends in `_id`, so that a limit has one right answer. */
export function sort(random: Random): Sort {
  const out: Sort = {};
  if (random.chance(0.3))
    return random.pick<Sort>([
      { n: 1, _id: 1 },
      { n: -1, _id: -1 },
      { n: -1, _id: 1 },
      { w: 1, n: -1, _id: -1 },
      { n: 1, _id: -1 },
    ]);
  for (let i = random.below(3); i > 0; i--)
    out[random.pick(['w', 'a', 'n', 's', 'tags', 'd.e', 'd.f'])] = random.pick([1, -1]);
  out._id = random.pick([1, -1]);
  return out;
}

/** Indexes of every kind. No two arrays in one of them: `tags`, `a` and `d` stand apart. */
export const indexes: { key: Sort; options: mongo.CreateIndexesOptions }[] = [
  { key: { w: 1, n: 1 }, options: {} },
  { key: { w: 1, n: -1, _id: -1 }, options: {} },
  { key: { w: 1, a: 1, n: -1, _id: 1 }, options: {} },
  { key: { a: -1 }, options: {} },
  { key: { w: -1, tags: 1, n: 1, _id: 1 }, options: {} },
  { key: { s: -1, w: 1, _id: -1 }, options: {} },
  { key: { 'd.e': 1, n: 1 }, options: {} },
  { key: { 'd.f': -1, 'd.e': 1 }, options: {} },
  { key: { d: 1 }, options: {} },
  { key: { n: 1, s: 1 }, options: { sparse: true } },
  { key: { s: 1, n: 1 }, options: { partialFilterExpression: { n: { $gt: 1 } } } },
  { key: { a: 1, w: 1 }, options: { partialFilterExpression: { a: { $exists: true } } } },
];

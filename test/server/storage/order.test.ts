import { expect, test } from '@jest/globals';
import { decode, encode } from '../../../server/storage/embedded/bson/codec.ts';
import { compare } from '../../../server/storage/embedded/bson/compare.ts';
import { compareBytes, inverted, successor } from '../../../server/storage/embedded/keys/bytes.ts';
import { encodeValue } from '../../../server/storage/embedded/keys/encode.ts';
import { scalar } from './fuzz.ts';
import { Random, seeds } from './random.ts';

function nested(random: Random, depth: number): unknown {
  if (depth === 0 || random.chance(0.5)) return scalar(random);
  const parts = random.times(random.below(3), () => nested(random, depth - 1));
  return random.chance(0.5)
    ? parts
    : Object.fromEntries(parts.map((part, i) => [random.pick(['a', 'b', 'ab', `k${i}`]), part]));
}

/** With the exact types a stored value has. */
const stored = (random: Random) => decode(encode({ v: nested(random, 2) })).v;

interface Keyed {
  value: unknown;
  key: Buffer;
}

/** What is wrong with the order of two values, if anything is. */
function flaw(a: Keyed, b: Keyed): string | undefined {
  const order = Math.sign(compare(a.value, b.value));
  if (Math.sign(compareBytes(a.key, b.key)) !== order) return 'keys sort otherwise';
  if (order === 0) return undefined;
  if (b.key.subarray(0, a.key.length).equals(a.key)) return 'one key begins the other';
  return Math.sign(compareBytes(inverted(a.key), inverted(b.key))) === -order
    ? undefined
    : 'inverted keys sort otherwise';
}

test.each(seeds('STORE_ORDER_SEEDS', [1, 2]))('keys sort as values do, and none begins another (seed %d)', (seed) => {
  const random = new Random(seed);
  const values = random.times(200, () => stored(random)).map((value) => ({ value, key: encodeValue(value) }));
  const flaws = values.flatMap((a) => values.flatMap((b) => flaw(a, b) ?? []));
  expect(flaws).toEqual([]);
});

test('the successor of a prefix is above all keys with it and nothing more', () => {
  expect(successor(Buffer.from([1, 2]))).toEqual(Buffer.from([1, 3]));
  expect(successor(Buffer.from([1, 0xff]))).toEqual(Buffer.from([2]));
  expect(() => successor(Buffer.from([0xff]))).toThrow();
});

import { type Binary, BSONRegExp, type ObjectId, type Timestamp } from 'bson';
import { type BsonNumber, compareNumbers } from './numbers.ts';
import { type Doc, rank, rankOf } from './values.ts';

/** MongoDB's order of any two values. The encoded keys sort the same way; a test holds the two together. */
export function compare(a: unknown, b: unknown): number {
  const ra = rankOf(a);
  const rb = rankOf(b);
  if (ra !== rb) return ra - rb;
  switch (ra) {
    case rank.number:
      return compareNumbers(a as BsonNumber, b as BsonNumber);
    case rank.string:
      return compareStrings(a as string, b as string);
    case rank.object:
      return compareDocs(a as Doc, b as Doc);
    case rank.array:
      return compareArrays(a as unknown[], b as unknown[]);
    case rank.binary:
      return compareBinary(a as Binary, b as Binary);
    case rank.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case rank.bool:
      return Number(a) - Number(b);
    case rank.date:
      return (a as Date).getTime() - (b as Date).getTime();
    case rank.timestamp:
      return compareTimestamps(a as Timestamp, b as Timestamp);
    case rank.regex:
      return compareRegexes(a, b);
    default:
      return 0;
  }
}

export const equal = (a: unknown, b: unknown): boolean => a === b || compare(a, b) === 0;

/** UTF-8 byte order, which is code point order: a surrogate stands above every other unit. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return aboveBmp(x) === aboveBmp(y) ? x - y : aboveBmp(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const aboveBmp = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

/** Field by field: type, then name, then value. Key order counts. */
function compareDocs(a: Doc, b: Doc): number {
  const as = Object.keys(a);
  const bs = Object.keys(b);
  const length = Math.min(as.length, bs.length);
  for (let i = 0; i < length; i++) {
    const [ka, kb] = [as[i] ?? '', bs[i] ?? ''];
    const order = rankOf(a[ka]) - rankOf(b[kb]) || compareStrings(ka, kb) || compare(a[ka], b[kb]);
    if (order !== 0) return order;
  }
  return as.length - bs.length;
}

function compareArrays(a: unknown[], b: unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

const compareBinary = (a: Binary, b: Binary) =>
  a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());

const compareTimestamps = (a: Timestamp, b: Timestamp) =>
  a.getHighBitsUnsigned() - b.getHighBitsUnsigned() || a.getLowBitsUnsigned() - b.getLowBitsUnsigned();

/** Pattern and flags, whichever of the two classes holds them. */
export const regexParts = (value: unknown): [pattern: string, flags: string] =>
  value instanceof BSONRegExp
    ? [value.pattern, value.options]
    : value instanceof RegExp
      ? [value.source, value.flags]
      : ['', ''];

function compareRegexes(a: unknown, b: unknown): number {
  const [pa, fa] = regexParts(a);
  const [pb, fb] = regexParts(b);
  return compareStrings(pa, pb) || compareStrings(fa, fb);
}

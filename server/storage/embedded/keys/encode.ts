import type { Binary, Long, ObjectId, Timestamp } from 'bson';
import { regexParts } from '../bson/compare.ts';
import { type BsonNumber, exact } from '../bson/numbers.ts';
import { type Doc, rank, rankOf } from '../bson/values.ts';
import { KeyWriter } from './writer.ts';

const writer = new KeyWriter();

/** A value as bytes that sort like the value. No encoding is a prefix of another, so they can stand side by side. */
export function encodeValue(value: unknown): Buffer {
  write(value);
  return writer.finish();
}

/** The key of an array without elements in an index: below null. */
export const emptyArrayKey = Buffer.from([rank.emptyArray]);

function write(value: unknown): void {
  const type = rankOf(value);
  writer.byte(type);
  switch (type) {
    case rank.number:
      writeNumber(value as BsonNumber);
      break;
    case rank.string:
      writer.text(value as string);
      break;
    case rank.object:
      writeDoc(value as Doc);
      break;
    case rank.array:
      for (const element of value as unknown[]) write(element);
      writer.byte(0);
      break;
    case rank.binary:
      writeBinary(value as Binary);
      break;
    case rank.objectId:
      writer.bytes((value as ObjectId).id);
      break;
    case rank.bool:
      writer.byte(value ? 1 : 0);
      break;
    case rank.date:
      writer.double((value as Date).getTime());
      break;
    case rank.timestamp:
      writeTimestamp(value as Timestamp);
      break;
    case rank.regex:
      writeRegex(value);
      break;
    default:
  }
}

/** Beyond 2^53 a long is its nearest double and the distance to it. */
function writeNumber(value: BsonNumber | Long): void {
  const number = exact(value);
  const nearest = Number(number);
  writer.double(nearest);
  writer.uint16(0x8000 + (typeof number === 'bigint' ? Number(number - BigInt(nearest)) : 0));
}

/** Type, name, value of each field: the order in which documents compare. */
function writeDoc(doc: Doc): void {
  for (const [field, value] of Object.entries(doc)) {
    writer.byte(rankOf(value));
    writer.text(field);
    write(value);
  }
  writer.byte(0);
}

function writeBinary(value: Binary): void {
  writer.uint32(value.length());
  writer.byte(value.sub_type);
  writer.bytes(value.value());
}

function writeTimestamp(value: Timestamp): void {
  writer.uint32(value.getHighBitsUnsigned());
  writer.uint32(value.getLowBitsUnsigned());
}

function writeRegex(value: unknown): void {
  const [pattern, flags] = regexParts(value);
  writer.text(pattern);
  writer.text(flags);
}

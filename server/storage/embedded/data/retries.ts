import { Binary, Long } from 'bson';
import { decode, encode } from '../bson/codec.ts';
import { successor, tablePrefix } from '../keys/bytes.ts';
import type { Reader } from './reader.ts';

const table = tablePrefix(1);

/** One attempt of a retryable command: the driver sends the same pair again when it got no answer. */
export interface Attempt {
  session: Buffer;
  number: bigint;
}

const keyOf = (session: Buffer) => Buffer.concat([table, session]);

/** The answer already given to this attempt, if it was the session's last. */
export function recordedReply(reader: Reader, { session, number }: Attempt): Buffer | undefined {
  const bytes = reader.get(keyOf(session));
  if (!bytes) return undefined;
  const record = decode(bytes);
  if (!(record.number instanceof Long) || record.number.toBigInt() !== number) return undefined;
  return record.reply instanceof Binary ? Buffer.from(record.reply.value()) : undefined;
}

/** The outcome to be written in the same LMDB transaction as the writes themselves. */
export function replyRecord({ session, number }: Attempt, reply: Buffer, now: Date): { key: Buffer; value: Buffer } {
  return { key: keyOf(session), value: encode({ number: Long.fromBigInt(number), reply: new Binary(reply), at: now }) };
}

/** Keys of sessions that no driver uses any more. */
export function outdated(reader: Reader, before: Date): Buffer[] {
  const keys: Buffer[] = [];
  for (const { key, value } of reader.range({ start: table, end: successor(table), reverse: false })) {
    const { at } = decode(value);
    if (at instanceof Date && at < before) keys.push(key);
  }
  return keys;
}

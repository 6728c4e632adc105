import { encode } from '../bson/codec.ts';
import { type Doc, rank, rankOf } from '../bson/values.ts';
import type { Collection } from '../data/collection.ts';
import { recordedReply, replyRecord } from '../data/retries.ts';
import type { Writer } from '../data/writer.ts';
import { StoreError } from '../errors.ts';
import { type Call, type Reply, target } from './call.ts';

/**
 * Runs a write and makes its reply: inside the transaction if there is one, otherwise durably before this resolves.
 * A retried command gets the recorded reply of its first run. A statement that fails ends the transaction.
 */
export async function writing(call: Call, work: (writer: Writer) => Doc): Promise<Reply> {
  const { transaction, attempt } = call;
  if (transaction) {
    const reply = work(transaction.writer);
    if (attempt && 'writeErrors' in reply) call.sessions.abort(attempt.session, attempt.number);
    return reply;
  }
  return call.store.write((writer) => {
    const known = attempt && recordedReply(writer.reader, attempt);
    if (known) return known;
    const reply = encode(work(writer));
    if (attempt) {
      const { key, value } = replyRecord(attempt, reply, call.now());
      writer.reader.put(key, value);
    }
    return reply;
  });
}

/** The collection, made if it is missing. Inside a transaction it is made outside of it: an empty one is harmless. */
export async function prepare(call: Call): Promise<void> {
  const name = target(call);
  if (!call.transaction || call.store.catalog.find(call.db, name)) return;
  await call.store.alter(({ catalog }) => catalog.find(call.db, name) ?? catalog.create(call.db, name));
}

/** Only inside a write callback. */
export function collectionFor(call: Call): Collection {
  const name = target(call);
  return call.store.catalog.find(call.db, name) ?? call.store.catalog.create(call.db, name);
}

export interface Outcome {
  n: number;
  nModified: number;
  upserted: { index: number; _id: unknown }[];
  writeErrors: Doc[];
}

/**
 * Runs the statements of one command. A failed one is reported and, when `ordered`, ends the command; what came before
 * stays. A conflict between transactions is the whole command's error.
 */
export function statements<T>(
  call: Call,
  list: readonly T[],
  each: (statement: T, outcome: Outcome, index: number) => void,
): Outcome {
  const outcome: Outcome = { n: 0, nModified: 0, upserted: [], writeErrors: [] };
  for (const [index, statement] of list.entries()) {
    try {
      each(statement, outcome, index);
    } catch (error) {
      if (!(error instanceof StoreError) || error.labels.length > 0) throw error;
      outcome.writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (call.body.ordered !== false || call.transaction) break;
    }
  }
  return outcome;
}

/** `true`, 1 and the like. */
export const isTrue = (value: unknown): boolean =>
  rankOf(value) === rank.number ? Number(value) !== 0 : value === true;

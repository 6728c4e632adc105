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

const nothingYet = (): Outcome => ({ n: 0, nModified: 0, upserted: [], writeErrors: [] });

/** How a failed statement is reported; what is not a statement's own failure is thrown on. */
function writeError(error: unknown, index: number): Doc {
  if (!(error instanceof StoreError) || error.labels.length > 0) throw error;
  return { index, code: error.code, errmsg: error.message, ...error.details };
}

/** Runs the one statement of a command in batches. */
export async function alone(each: (outcome: Outcome) => Promise<void>): Promise<Outcome> {
  const outcome = nothingYet();
  await each(outcome).catch((error) => outcome.writeErrors.push(writeError(error, 0)));
  return outcome;
}

/** The reply's account of failures, left out when there are none. */
export const failures = ({ writeErrors }: Outcome): Doc => (writeErrors.length > 0 ? { writeErrors } : {});

/** A command of one statement for many documents, outside of a transaction, is done in batches. */
export const inPieces = ({ transaction, attempt }: Call, list: readonly unknown[]): boolean =>
  !transaction && !attempt && list.length === 1;

/**
 * Runs the statements of one command. A failed one is reported and, when `ordered`, ends the command; what came before
 * stays. A conflict between transactions is the whole command's error.
 */
export function statements<T>(
  call: Call,
  list: readonly T[],
  each: (statement: T, outcome: Outcome, index: number) => void,
): Outcome {
  const outcome = nothingYet();
  for (const [index, statement] of list.entries()) {
    try {
      each(statement, outcome, index);
    } catch (error) {
      outcome.writeErrors.push(writeError(error, index));
      if (call.body.ordered !== false || call.transaction) break;
    }
  }
  return outcome;
}

/** `true`, 1 and the like. */
export const isTrue = (value: unknown): boolean =>
  rankOf(value) === rank.number ? Number(value) !== 0 : value === true;

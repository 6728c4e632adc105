import { Binary, Long } from 'bson';
import { isNumber, toNumber } from '../bson/numbers.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import type { Attempt } from '../data/retries.ts';
import type { Transaction } from '../data/transaction.ts';
import { badValue } from '../errors.ts';
import type { Sessions } from './sessions.ts';

/** The 16 bytes of a logical session id. */
export function sessionId(lsid: Doc): Buffer {
  if (!(lsid.id instanceof Binary) || lsid.id.length() !== 16) throw badValue('lsid.id has to be a UUID');
  return Buffer.from(lsid.id.value());
}

export function sessionOf(body: Doc): Buffer | undefined {
  return isDoc(body.lsid) ? sessionId(body.lsid) : undefined;
}

/** Session and number of a retryable write or of a transaction. */
export function attemptOf(body: Doc, session: Buffer | undefined): Attempt | undefined {
  const number = body.txnNumber;
  if (!session || number === undefined) return undefined;
  if (!isNumber(number)) throw badValue('txnNumber has to be a number');
  return { session, number: number instanceof Long ? number.toBigInt() : BigInt(toNumber(number)) };
}

/** The transaction a command belongs to; the first command of one begins it. */
export function transactionOf(
  sessions: Sessions,
  name: string,
  body: Doc,
  attempt: Attempt | undefined,
): Transaction | undefined {
  if (body.autocommit === undefined) return undefined;
  if (!attempt || body.autocommit !== false)
    throw badValue('a transaction needs a session, a number and autocommit: false');
  if (body.startTransaction === true) return sessions.start(attempt.session, attempt.number);
  if (name === 'commitTransaction' || name === 'abortTransaction')
    return sessions.running(attempt.session, attempt.number);
  return sessions.current(attempt.session, attempt.number);
}

import { encode } from '../bson/codec.ts';
import { isDoc } from '../bson/values.ts';
import { recordedReply, replyRecord } from '../data/retries.ts';
import { noSuchTransaction } from '../errors.ts';
import { allow, type Call, type Command } from './call.ts';
import { sessionId } from './session.ts';

/**
 * Durable when it answers. Sent again after a lost answer, it waits for the commit under way and
 * finds the record that was written with it.
 */
export const commitTransaction: Command = async (call) => {
  allow(call, 'recoveryToken');
  const { session, attempt, transaction } = call;
  if (!session || !attempt) throw noSuchTransaction('commitTransaction outside of a transaction');
  if (!transaction) return alreadyCommitted(call);
  if (transaction.committing) {
    await transaction.ended;
    return alreadyCommitted(call);
  }
  const reply = encode({ ok: 1 });
  try {
    await call.store.commit(transaction, (overlay) => {
      const { key, value } = replyRecord(attempt, reply, call.now());
      overlay.put(key, value);
    });
  } catch (error) {
    call.sessions.abort(session, attempt.number);
    throw error;
  }
  call.sessions.committed(session, attempt.number);
  return reply;
};

function alreadyCommitted({ store, attempt, sessions, session }: Call): Buffer {
  const snapshot = store.snapshot();
  try {
    const known = attempt && recordedReply(snapshot, attempt);
    if (known) return known;
  } finally {
    snapshot.rest();
  }
  if (session && attempt && sessions.wasCommitted(session, attempt.number)) return encode({ ok: 1 });
  throw noSuchTransaction(`Transaction with { txnNumber: ${attempt?.number} } has been aborted.`);
}

export const abortTransaction: Command = (call) => {
  allow(call, 'recoveryToken');
  const { session, attempt, transaction, sessions } = call;
  if (!transaction || !session || !attempt) throw noSuchTransaction('There is no transaction to abort');
  sessions.abort(session, attempt.number);
  return { ok: 1 };
};

export const endSessions: Command = (call) => {
  const ids = call.body.endSessions;
  for (const id of Array.isArray(ids) ? ids : []) if (isDoc(id)) call.sessions.end(sessionId(id));
  return { ok: 1 };
};

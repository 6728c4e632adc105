import { encode } from '../bson/codec.ts';
import { StoreError } from '../errors.ts';
import type { Request } from '../wire/frame.ts';
import { aggregate } from './aggregate.ts';
import { batonBackup } from './backup.ts';
import type { Call, Command, Environment } from './call.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts';
import { count, distinct } from './count.ts';
import { deleteCommand } from './delete.ts';
import { explain } from './explain.ts';
import { find } from './find.ts';
import { findAndModify } from './findAndModify.ts';
import { getMore, killCursors } from './getMore.ts';
import { buildInfo, hello, ping } from './handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { attemptOf, sessionOf, transactionOf } from './session.ts';
import { abortTransaction, commitTransaction, endSessions } from './transactions.ts';
import { update } from './update.ts';

const commands: Record<string, Command> = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping,
  buildInfo,
  buildinfo: buildInfo,
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  createIndexes,
  listIndexes,
  dropIndexes,
  find,
  getMore,
  killCursors,
  count,
  distinct,
  aggregate,
  explain,
  insert,
  update,
  delete: deleteCommand,
  findAndModify,
  commitTransaction,
  abortTransaction,
  endSessions,
  batonBackup,
};

/** Answers a command with its reply or its error; only bugs reach `report`. */
export async function dispatch(
  environment: Environment,
  request: Request,
  report: (error: unknown) => void,
): Promise<Buffer> {
  const [name = ''] = Object.keys(request.body);
  let call: Call | undefined;
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new StoreError(59, `no such command: '${name}'`);
    call = callOf(environment, name, request);
    const reply = await command(call);
    return Buffer.isBuffer(reply) ? reply : encode(reply);
  } catch (error) {
    endTransaction(call);
    return encode(errorReply(error, report));
  }
}

function callOf(environment: Environment, name: string, { body, sections }: Request): Call {
  const session = sessionOf(body);
  const attempt = attemptOf(body, session);
  const transaction = transactionOf(environment.sessions, name, body, attempt);
  const { store, sessions, cursors, now } = environment;
  return {
    store,
    sessions,
    cursors,
    now,
    name,
    db: String(body.$db ?? 'admin'),
    body,
    sections,
    session,
    transaction,
    attempt,
  };
}

/** As in MongoDB, an error ends the transaction it happened in. */
function endTransaction(call: Call | undefined): void {
  if (call?.transaction && call.attempt) call.sessions.abort(call.attempt.session, call.attempt.number);
}

function errorReply(error: unknown, report: (error: unknown) => void): Record<string, unknown> {
  if (error instanceof StoreError)
    return {
      ok: 0,
      errmsg: error.message,
      code: error.code,
      codeName: error.codeName,
      ...error.details,
      ...(error.labels.length > 0 ? { errorLabels: error.labels } : {}),
    };
  report(error);
  return {
    ok: 0,
    errmsg: `internal error: ${error instanceof Error ? error.message : String(error)}`,
    code: 1,
    codeName: 'InternalError',
  };
}

import { Long } from 'bson';
import { isNumber, toNumber } from '../bson/numbers.ts';
import { badValue } from '../errors.ts';
import { cursorReply } from '../wire/cursorReply.ts';
import { allow, type Command } from './call.ts';
import { batchSize } from './find.ts';

const cursorId = (value: unknown): bigint => {
  if (value instanceof Long) return value.toBigInt();
  if (!isNumber(value)) throw badValue('a cursor id is a number');
  return BigInt(toNumber(value));
};

export const getMore: Command = async (call) => {
  allow(call, 'collection', 'batchSize');
  const ns = `${call.db}.${String(call.body.collection)}`;
  const size = batchSize(call.body.batchSize, 0) || Number.POSITIVE_INFINITY;
  const { docs, id } = await call.cursors.more(cursorId(call.body.getMore), ns, size, call.transaction);
  return cursorReply('nextBatch', docs, id, ns);
};

export const killCursors: Command = (call) => {
  allow(call, 'cursors');
  const ids = Array.isArray(call.body.cursors) ? call.body.cursors : [];
  const killed = ids.filter((id) => call.cursors.kill(cursorId(id)));
  return {
    cursorsKilled: killed,
    cursorsNotFound: ids.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  };
};

import { maxDocument } from '../bson/codec.ts';
import { maxMessage } from '../wire/frame.ts';
import type { Call, Command } from './call.ts';

/** Statements of one command are one write callback; drivers cut longer lists into commands of this length. */
export const maxStatements = 1000;

/** The set name is what makes drivers use retryable writes and transactions. */
const setName = 'embedded';

/** Speaks as MongoDB 7.0 does; drivers want no less than wire version 9. */
export const hello: Command = ({ now, body }: Call) => ({
  helloOk: true,
  [body.ismaster === undefined && body.isMaster === undefined ? 'isWritablePrimary' : 'ismaster']: true,
  setName,
  setVersion: 1,
  maxBsonObjectSize: maxDocument,
  maxMessageSizeBytes: maxMessage,
  maxWriteBatchSize: maxStatements,
  localTime: now(),
  logicalSessionTimeoutMinutes: 30,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
});

export const ping: Command = () => ({ ok: 1 });

export const buildInfo: Command = () => ({
  version: '7.0.0',
  versionArray: [7, 0, 0, 0],
  modules: ['baton-embedded'],
  maxBsonObjectSize: maxDocument,
  ok: 1,
});

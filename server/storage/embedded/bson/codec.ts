import { deserialize, serialize } from 'bson';
import type { Doc } from './values.ts';

/** MongoDB's limit for one document: 16 MiB. */
export const maxDocument = 16 * 1024 * 1024;

const exactTypes = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;
const stored = { ...exactTypes, validation: { utf8: false } } as const;

/** Decodes what came from a client; malformed bytes throw bson's own error. */
export const decodeUntrusted = (bytes: Uint8Array): Doc => deserialize(bytes, exactTypes);

/** Decodes what this store has written itself. */
export const decode = (bytes: Uint8Array): Doc => deserialize(bytes, stored);

export const encode = (doc: Doc): Buffer => {
  const bytes = serialize(doc, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

import { createHash } from 'node:crypto';
import { inverted } from './bytes.ts';

/** LMDB's limit for a key with 4 KiB pages. */
const maxKey = 1978;
/** Room for an `_id` at the end of an index key. Longer ids are refused. */
export const maxId = 512;
const tableBytes = 4;
const hashBytes = 16;

/** How many bytes of one field an index of `fields` fields keeps; what is longer is cut and gets a hash. */
export const componentLimit = (fields: number): number =>
  Math.floor((maxKey - tableBytes - maxId) / fields) - hashBytes;

/**
 * One field of an index key. Two long values that begin alike keep different keys, but their order is lost; the
 * index remembers that it holds such a key and no longer offers its order.
 */
export function component(encoded: Buffer, limit: number, descending: boolean): { bytes: Buffer; cut: boolean } {
  const cut = encoded.length > limit;
  const bytes = cut ? Buffer.concat([encoded.subarray(0, limit), digest(encoded)]) : encoded;
  return { bytes: descending ? inverted(bytes) : bytes, cut };
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest().subarray(0, hashBytes);

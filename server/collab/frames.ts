import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { Unsound } from './updates.ts';

/** The y-websocket protocol's kinds of messages, and one of our own. docs/protocol.md, collab. */
const kinds = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, saved: 100 } as const;
const syncs = { step1: 0, step2: 1, update: 2 } as const;

/** What a client says. */
export type Said =
  | { kind: 'have'; vector: Uint8Array }
  | { kind: 'update'; update: Uint8Array; answersHave: boolean }
  | { kind: 'awareness'; update: Uint8Array }
  | { kind: 'queryAwareness' };

function readFrame(frame: Uint8Array): Said | null {
  const decoder = createDecoder(frame);
  const kind = readVarUint(decoder);
  if (kind === kinds.queryAwareness) return { kind: 'queryAwareness' };
  if (kind === kinds.awareness) return { kind: 'awareness', update: readVarUint8Array(decoder) };
  if (kind !== kinds.sync) return null;
  const sync = readVarUint(decoder);
  const bytes = readVarUint8Array(decoder);
  if (sync === syncs.step1) return { kind: 'have', vector: bytes };
  if (sync === syncs.step2 || sync === syncs.update) {
    return { kind: 'update', update: bytes, answersHave: sync === syncs.step2 };
  }
  return null;
}

/** @throws Unsound */
export function saidIn(frame: Uint8Array): Said {
  let said: Said | null = null;
  try {
    said = readFrame(frame);
  } catch {
    // Ends too early: the same as a kind we do not know.
  }
  if (!said) throw new Unsound('This frame is not of the protocol');
  return said;
}

function frameOf(head: readonly number[], bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  for (const number of head) writeVarUint(encoder, number);
  writeVarUint8Array(encoder, bytes);
  return toUint8Array(encoder);
}

export const haveFrame = (vector: Uint8Array) => frameOf([kinds.sync, syncs.step1], vector);
/** Answers a client's "I have": what it lacks. */
export const answerFrame = (update: Uint8Array) => frameOf([kinds.sync, syncs.step2], update);
export const updateFrame = (update: Uint8Array) => frameOf([kinds.sync, syncs.update], update);
export const awarenessFrame = (update: Uint8Array) => frameOf([kinds.awareness], update);
/** All that this state vector counts is in the store. */
export const savedFrame = (vector: Uint8Array) => frameOf([kinds.saved], vector);

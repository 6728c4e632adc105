import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

/** What a server of Yjs documents says. */
export type Heard =
  | { kind: 'have'; vector: Uint8Array }
  | { kind: 'update'; update: Uint8Array; whole: boolean }
  /** All that this vector counts is stored. */
  | { kind: 'stored'; vector: Uint8Array }
  /** One more update was taken. */
  | { kind: 'taken' };

/** How clients and a server speak. */
export interface Dialect {
  pathOf(docId: string): string;
  protocolsOf(token: string): string[];
  /** What a client says first: who it is, and what it has. */
  hello(docId: string, vector: Uint8Array): Uint8Array[];
  /** `answers`: it is what the server said it lacks. */
  update(docId: string, update: Uint8Array, answers: boolean): Uint8Array;
  heardIn(frame: Uint8Array): Heard | null;
}

const [sync, auth, syncReply, syncStatus, saved] = [0, 2, 4, 8, 100];
const [have, answer, changed] = [0, 1, 2];

function frameOf(docId: string | null, numbers: readonly number[], bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  if (docId !== null) writeVarString(encoder, docId);
  for (const number of numbers) writeVarUint(encoder, number);
  writeVarUint8Array(encoder, bytes);
  return toUint8Array(encoder);
}

function heardFrom(decoder: ReturnType<typeof createDecoder>): Heard | null {
  const kind = readVarUint(decoder);
  if (kind === saved) return { kind: 'stored', vector: readVarUint8Array(decoder) };
  if (kind === syncStatus) return { kind: 'taken' };
  if (kind !== sync && kind !== syncReply) return null;
  const step = readVarUint(decoder);
  const bytes = readVarUint8Array(decoder);
  return step === have ? { kind: 'have', vector: bytes } : { kind: 'update', update: bytes, whole: step === answer };
}

/** The y-websocket protocol, a document by connection; Baton's and that of `@y/websocket-server`. */
export const stock = (path: string): Dialect => ({
  pathOf: (docId) => `${path}/${docId}`,
  protocolsOf: (token) => (token ? ['baton', token] : []),
  hello: (_docId, vector) => [frameOf(null, [sync, have], vector)],
  update: (_docId, update, answers) => frameOf(null, [sync, answers ? answer : changed], update),
  heardIn: (frame) => heardFrom(createDecoder(frame)),
});

/** Hocuspocus: each message begins with its document's name, and the first one signs in. */
export const hocuspocus: Dialect = {
  pathOf: () => '/',
  protocolsOf: () => [],
  hello: (docId, vector) => [
    frameOf(docId, [auth, 0], new TextEncoder().encode('bench')),
    frameOf(docId, [sync, have], vector),
  ],
  update: (docId, update, answers) => frameOf(docId, [sync, answers ? answer : changed], update),
  heardIn(frame) {
    const decoder = createDecoder(frame);
    readVarString(decoder);
    return heardFrom(decoder);
  },
};

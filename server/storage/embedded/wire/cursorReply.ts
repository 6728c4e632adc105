/**
 * `{cursor: {id, ns, firstBatch: [...]}, ok: 1}` written by hand, so that documents go from the file to the client
 * without being decoded.
 */
export function cursorReply(
  batch: 'firstBatch' | 'nextBatch',
  docs: readonly Buffer[],
  id: bigint,
  ns: string,
): Buffer {
  const idField = Buffer.alloc(8);
  idField.writeBigInt64LE(id);
  const cursor = document([
    element(0x12, 'id', idField),
    element(0x02, 'ns', text(ns)),
    element(0x04, batch, document(docs.map((doc, i) => element(0x03, String(i), doc)))),
  ]);
  const one = Buffer.alloc(8);
  one.writeDoubleLE(1);
  return document([element(0x03, 'cursor', cursor), element(0x01, 'ok', one)]);
}

const element = (type: number, name: string, value: Buffer): Buffer[] => [
  Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1'),
  value,
];

function text(value: string): Buffer {
  const bytes = Buffer.from(`${value}\0`);
  const length = Buffer.alloc(4);
  length.writeInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function document(elements: Buffer[][]): Buffer {
  const parts = elements.flat();
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const head = Buffer.alloc(4);
  head.writeInt32LE(size);
  return Buffer.concat([head, ...parts, Buffer.alloc(1)], size);
}

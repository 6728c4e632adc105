import { headerLines } from './fingerprint.ts';
import { rawHeaders, valuesOf } from './headers.ts';

/** More header than this is none. */
const headLimit = 1_048_576;
/** So much of the body tells whether it is base64. */
const bodySeen = 1024;
const headerEnd = /\r?\n\r?\n/;
const encodingLine = /^content-transfer-encoding[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*/im;
/** A kind with its boundary, and no semicolon between them. */
const unparted = /^(content-type[ \t]*:\s*multipart\/[\w.+-]+)(?=\s+boundary=)/im;

/** Parts are packed in base64, which RFC 2045 forbids: none of its lines can be a boundary. */
const isPacked = (head: Buffer, body: string): boolean => {
  const headers = rawHeaders(headerLines(head));
  return (
    /^multipart\//i.test(valuesOf(headers, 'content-type')[0] ?? '') &&
    /^"?base64"?$/i.test(valuesOf(headers, 'content-transfer-encoding')[0] ?? '') &&
    /^[A-Za-z0-9+/=\s]*$/.test(body)
  );
};

async function* unpacked(rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let pending = '';
  for await (const chunk of rest) {
    const signs = pending + chunk.toString('latin1').replace(/[^A-Za-z0-9+/]/g, '');
    const whole = signs.length - (signs.length % 4);
    pending = signs.slice(whole);
    yield Buffer.from(signs.slice(0, whole), 'base64');
  }
  yield Buffer.from(pending, 'base64');
}

async function* after(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

/** A mail as the parser takes it apart: what is wrong about how it names its parts is put right, and no byte of the parts. */
export async function* unwrapped(mail: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const chunks = mail[Symbol.asyncIterator]();
  try {
    let first: Buffer = Buffer.alloc(0);
    let end: RegExpExecArray | null = null;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      first = Buffer.concat([first, next.value]);
      end = headerEnd.exec(first.toString('latin1'));
      if ((end && first.length > end.index + bodySeen) || first.length > headLimit) break;
    }
    const from = end ? end.index + end[0].length : first.length;
    const head = first.subarray(0, from);
    const rest = after(first.subarray(from), chunks);
    const packed = isPacked(head, first.subarray(from).toString('latin1'));
    const named = head.toString('latin1').replace(unparted, '$1;');
    yield Buffer.from(packed ? named.replace(encodingLine, 'Content-Transfer-Encoding: binary') : named, 'latin1');
    yield* packed ? unpacked(rest) : rest;
  } finally {
    await chunks.return?.();
  }
}

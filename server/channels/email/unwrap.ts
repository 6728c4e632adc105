import { headerLines } from './fingerprint.ts';
import { rawHeaders, valuesOf } from './headers.ts';

/** More header than this is none. */
const headLimit = 1_048_576;
/** So much of the body tells how it is packed. */
const bodySeen = 1024;
const headerEnd = /\r?\n\r?\n/;
const encodingLine = /^content-transfer-encoding[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*/im;
/** A kind with its boundary, and no semicolon between them. */
const unparted = /^(content-type[ \t]*:\s*multipart\/[\w.+-]+)(?=\s+boundary=)/im;

type Packing = 'base64' | 'quoted-printable';

const parameter = /;\s*[\w*-]+=(3D)?/gi;

/** True where signs of equality are packed, too; or there is none, and nothing says how to read a part. */
function isQuoted(parts: string): boolean {
  const found = [...parts.replace(/=\r?\n/g, '').matchAll(parameter)];
  return found.length > 0 ? found.every(([, packed]) => packed) : !encodingLine.test(parts);
}

/** Parts are packed all of them at once, which RFC 2045 forbids: none of their lines need be a boundary. */
function packingOf(head: Buffer, body: string): Packing | null {
  const headers = rawHeaders(headerLines(head));
  if (!/^multipart\//i.test(valuesOf(headers, 'content-type')[0] ?? '')) return null;
  switch (valuesOf(headers, 'content-transfer-encoding')[0]?.replace(/["\s]/g, '').toLowerCase()) {
    case 'base64':
      return /^[A-Za-z0-9+/=\s]*$/.test(body) ? 'base64' : null;
    case 'quoted-printable':
      return isQuoted(body) ? 'quoted-printable' : null;
    default:
      return null;
  }
}

async function* fromBase64(rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let pending = '';
  for await (const chunk of rest) {
    const signs = pending + chunk.toString('latin1').replace(/[^A-Za-z0-9+/]/g, '');
    const whole = signs.length - (signs.length % 4);
    pending = signs.slice(whole);
    yield Buffer.from(signs.slice(0, whole), 'base64');
  }
  yield Buffer.from(pending, 'base64');
}

async function* fromQuoted(rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const unquote = (text: string) =>
    Buffer.from(
      text
        .replace(/=[ \t]{0,998}\r?\n/g, '')
        .replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      'latin1',
    );
  let pending = '';
  for await (const chunk of rest) {
    const text = pending + chunk.toString('latin1');
    const whole = text.search(/=([0-9a-f]?|[ \t]{0,998}\r?)$/i);
    pending = whole === -1 ? '' : text.slice(whole);
    yield unquote(whole === -1 ? text : text.slice(0, whole));
  }
  yield unquote(pending);
}

const unpackings = { base64: fromBase64, 'quoted-printable': fromQuoted };

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
    const packing = packingOf(head, first.subarray(from).toString('latin1'));
    const named = head.toString('latin1').replace(unparted, '$1;');
    yield Buffer.from(packing ? named.replace(encodingLine, 'Content-Transfer-Encoding: binary') : named, 'latin1');
    yield* packing ? unpackings[packing](rest) : rest;
  } finally {
    await chunks.return?.();
  }
}

import { decodeUntrusted } from '../bson/codec.ts';
import type { Doc } from '../bson/values.ts';

const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;
export const headerBytes = 16;
const checksumPresent = 1;
const moreToCome = 2;

/** MongoDB's limit for one message. */
export const maxMessage = 48_000_000;

/** One command as it came in. Documents of a kind-1 section stay as bytes: inserts are stored as they are. */
export interface Request {
  id: number;
  legacy: boolean;
  body: Doc;
  sections: Map<string, Buffer[]>;
  /** The client wants no answer. */
  silent: boolean;
}

/** Thrown for bytes that are no message; the connection is closed. */
export class MalformedFrame extends Error {}

export function parseFrame(frame: Buffer): Request {
  try {
    const code = frame.readInt32LE(12);
    if (code === opMsg) return parseMessage(frame);
    if (code === opQuery) return parseQuery(frame);
    throw new MalformedFrame(`unknown opcode ${code}`);
  } catch (error) {
    throw error instanceof MalformedFrame ? error : new MalformedFrame(String(error));
  }
}

/** Only the first hello of a driver comes this way. */
function parseQuery(frame: Buffer): Request {
  const nameEnd = frame.indexOf(0, headerBytes + 4);
  const name = frame.toString('utf8', headerBytes + 4, nameEnd);
  const body = decodeUntrusted(documentAt(frame, nameEnd + 1 + 8, frame.length));
  return {
    id: frame.readInt32LE(4),
    legacy: true,
    body: { ...body, $db: name.split('.')[0] },
    sections: new Map(),
    silent: false,
  };
}

function parseMessage(frame: Buffer): Request {
  const flags = frame.readUInt32LE(headerBytes);
  if ((flags & 0xffff & ~(checksumPresent | moreToCome)) !== 0) throw new MalformedFrame(`unknown flags ${flags}`);
  const end = frame.length - (flags & checksumPresent ? 4 : 0);
  const sections = new Map<string, Buffer[]>();
  let body: Doc | undefined;
  for (let at = headerBytes + 4; at < end; ) {
    const kind = frame.readUInt8(at++);
    if (kind === 0 && !body) {
      const bytes = documentAt(frame, at, end);
      body = decodeUntrusted(bytes);
      at += bytes.length;
    } else if (kind === 1) at = readSection(frame, at, end, sections);
    else throw new MalformedFrame(`unexpected section of kind ${kind}`);
  }
  if (!body) throw new MalformedFrame('a message without a body');
  return { id: frame.readInt32LE(4), legacy: false, body, sections, silent: (flags & moreToCome) !== 0 };
}

function readSection(frame: Buffer, start: number, end: number, sections: Map<string, Buffer[]>): number {
  const until = start + frame.readInt32LE(start);
  if (until > end || until < start + 5) throw new MalformedFrame('a section of the wrong length');
  const nameEnd = frame.indexOf(0, start + 4);
  if (nameEnd < 0 || nameEnd >= until) throw new MalformedFrame('a section without a name');
  const docs: Buffer[] = [];
  for (let at = nameEnd + 1; at < until; ) {
    const doc = documentAt(frame, at, until);
    docs.push(doc);
    at += doc.length;
  }
  sections.set(frame.toString('utf8', start + 4, nameEnd), docs);
  return until;
}

function documentAt(frame: Buffer, at: number, end: number): Buffer {
  const length = frame.readInt32LE(at);
  if (length < 5 || at + length > end) throw new MalformedFrame('a document of the wrong length');
  return frame.subarray(at, at + length);
}

/** Puts a reply document into a message. */
export function replyFrame(request: { id: number; legacy: boolean }, body: Buffer): Buffer {
  return request.legacy ? legacyReply(request.id, body) : messageReply(request.id, body);
}

function messageReply(to: number, body: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes + 5 + body.length);
  writeHeader(frame, to, opMsg);
  frame.writeUInt32LE(0, headerBytes);
  frame.writeUInt8(0, headerBytes + 4);
  frame.set(body, headerBytes + 5);
  return frame;
}

function legacyReply(to: number, body: Buffer): Buffer {
  const awaitCapable = 8;
  const frame = Buffer.alloc(headerBytes + 20 + body.length);
  writeHeader(frame, to, opReply);
  frame.writeInt32LE(awaitCapable, headerBytes);
  frame.writeInt32LE(1, headerBytes + 16);
  frame.set(body, headerBytes + 20);
  return frame;
}

let lastId = 0;

function writeHeader(frame: Buffer, to: number, code: number): void {
  lastId = (lastId + 1) & 0x7fffffff;
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(lastId, 4);
  frame.writeInt32LE(to, 8);
  frame.writeInt32LE(code, 12);
}

import { decodeText } from '../charset.ts';
import { decompressRtf, readRtf } from './rtf.ts';

/** A file out of a winmail.dat. */
export interface TnefFile {
  name: string;
  type: string;
  cid: string | null;
  content: Buffer;
}

/** What Outlook packs into one attachment: the letter as it was written, and its files. */
export interface Tnef {
  text: string;
  html: string | null;
  files: TnefFile[];
}

const signature = 0x22_3e_9f_78;
/** A letter within a letter within a letter; nobody goes deeper. */
const deepest = 4;
const filesKept = 200;

const attributes = {
  codepage: 0x00069007,
  body: 0x0002800c,
  messageProperties: 0x00069003,
  fileBegins: 0x00069002,
  fileTitle: 0x00018010,
  fileData: 0x0006800f,
  fileProperties: 0x00069005,
} as const;

/** MAPI's numbers for what we look at. */
const properties = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  codepage: 0x3fde,
  fileData: 0x3701,
  fileName: 0x3704,
  fileLongName: 0x3707,
  fileType: 0x370e,
  fileCid: 0x3712,
} as const;

type Values = Map<number, { type: number; bytes: Buffer }>;

/** Bytes one after another; `RangeError` at the end, as Buffer has it. */
function createCursor(bytes: Buffer) {
  let at = 0;
  return {
    left: () => bytes.length - at,
    skip(count: number) {
      at += count;
    },
    u8: () => bytes.readUInt8(at++),
    u16() {
      at += 2;
      return bytes.readUInt16LE(at - 2);
    },
    u32() {
      at += 4;
      return bytes.readUInt32LE(at - 4);
    },
    /** What is cut off gives what is there. */
    take(count: number): Buffer {
      if (at >= bytes.length) throw new RangeError('No more bytes');
      at += count;
      return bytes.subarray(at - count, Math.min(at, bytes.length));
    },
  };
}

/** It breaks off here. */
const isEnd = (error: unknown): boolean => (error as { name?: unknown } | null)?.name === 'RangeError';

/** Bytes of a value of fixed size, padded to four. */
const sizes: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 };
const padded = (length: number) => Math.ceil(length / 4) * 4;

function readProperties(bytes: Buffer): Values {
  const values: Values = new Map();
  const cursor = createCursor(bytes);
  try {
    const count = cursor.u32();
    for (let n = 0; n < count && cursor.left() > 0; n += 1) {
      const type = cursor.u16();
      const id = cursor.u16();
      if (id >= 0x8000) {
        cursor.skip(16);
        const isNamed = cursor.u32() === 1;
        const length = cursor.u32();
        if (isNamed) cursor.skip(padded(length));
      }
      const size = sizes[type & 0xfff];
      const many = size === undefined || (type & 0x1000) !== 0 ? cursor.u32() : 1;
      for (let value = 0; value < many && cursor.left() > 0; value += 1) {
        const length = size ?? cursor.u32();
        const content = cursor.take(length);
        cursor.skip(padded(length) - length);
        if (!values.has(id)) values.set(id, { type: type & 0xfff, bytes: content });
      }
    }
  } catch (error) {
    if (!isEnd(error)) throw error;
  }
  return values;
}

const withoutEnd = (text: string) => text.replace(/\0[\s\S]*$/, '');

function stringOf(values: Values, id: number, charset: string | null): string | null {
  const value = values.get(id);
  if (!value) return null;
  if (value.type === 0x1f) return withoutEnd(value.bytes.toString('utf16le'));
  return withoutEnd(decodeText(value.bytes, charset));
}

/** As Windows numbers charsets. */
function charsetOf(codepage: number | null): string | null {
  if (codepage === null || codepage === 0 || codepage === 65001) return codepage === 65001 ? 'utf-8' : null;
  if (codepage === 20127) return null;
  if (codepage >= 28591 && codepage <= 28606) return `iso-8859-${codepage - 28590}`;
  const named: Record<number, string> = {
    20866: 'koi8-r',
    21866: 'koi8-u',
    50220: 'iso-2022-jp',
    51932: 'euc-jp',
    51949: 'euc-kr',
    54936: 'gb18030',
  };
  return named[codepage] ?? `cp${codepage}`;
}

const embedded = Buffer.from('0703020000000000c000000000000046', 'hex');

interface Pieces {
  text: string | null;
  properties: Values;
  files: { title: string | null; data: Buffer | null; properties: Values }[];
  codepage: number | null;
}

function piecesOf(bytes: Buffer): Pieces | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return null;
  const pieces: Pieces = { text: null, properties: new Map(), files: [], codepage: null };
  const cursor = createCursor(bytes.subarray(6));
  let body: Buffer | null = null;
  try {
    while (cursor.left() > 9) {
      cursor.u8();
      const id = cursor.u32();
      const content = cursor.take(cursor.u32());
      cursor.skip(2);
      const file = pieces.files.at(-1);
      if (id === attributes.codepage && content.length >= 4) pieces.codepage = content.readUInt32LE(0);
      else if (id === attributes.body) body = content;
      else if (id === attributes.messageProperties) pieces.properties = readProperties(content);
      else if (id === attributes.fileBegins && pieces.files.length < filesKept) {
        pieces.files.push({ title: null, data: null, properties: new Map() });
      } else if (id === attributes.fileTitle && file) file.title = content.toString('latin1');
      else if (id === attributes.fileData && file) file.data = content;
      else if (id === attributes.fileProperties && file) file.properties = readProperties(content);
    }
  } catch (error) {
    if (!isEnd(error)) throw error;
  }
  if (body) pieces.text = withoutEnd(decodeText(body, charsetOf(pieces.codepage)));
  return pieces;
}

function letterOf({ text, properties: values, codepage }: Pieces): Pick<Tnef, 'text' | 'html'> {
  const own = values.get(properties.codepage);
  const charset = charsetOf(own && own.bytes.length >= 4 ? own.bytes.readUInt32LE(0) : codepage);
  const plain = stringOf(values, properties.body, charsetOf(codepage)) ?? text ?? '';
  const html = stringOf(values, properties.html, charset);
  if (html) return { text: plain, html };
  const packed = values.get(properties.rtf);
  const rtf = packed ? decompressRtf(packed.bytes) : null;
  const read = rtf && readRtf(rtf);
  return { text: plain || read?.text || '', html: read?.html ?? null };
}

function filesOf(pieces: Pieces, depth: number): TnefFile[] {
  const charset = charsetOf(pieces.codepage);
  return pieces.files.flatMap(({ title, data, properties: values }, index) => {
    const given =
      stringOf(values, properties.fileLongName, charset) ??
      (title === null ? null : withoutEnd(decodeText(Buffer.from(title, 'latin1'), charset))) ??
      stringOf(values, properties.fileName, charset);
    const name = given || `attachment-${index + 1}`;
    const object = values.get(properties.fileData);
    const content = object?.bytes ?? data;
    if (!content) return [];
    const within =
      object?.type === 0xd && content.subarray(0, 16).equals(embedded) && depth < deepest ? content.subarray(16) : null;
    const letter = within && unpack(within, depth + 1);
    if (letter) {
      const html = letter.html !== null;
      const words = { name: `${name}${html ? '.html' : '.txt'}`, type: html ? 'text/html' : 'text/plain', cid: null };
      return [{ ...words, content: Buffer.from(letter.html ?? letter.text) }, ...letter.files];
    }
    const type = stringOf(values, properties.fileType, charset) ?? 'application/octet-stream';
    const cid = stringOf(values, properties.fileCid, charset)?.replace(/^<|>$/g, '') || null;
    return [{ name, type, cid, content: object?.type === 0xd ? content.subarray(16) : content }];
  });
}

function unpack(bytes: Buffer, depth: number): Tnef | null {
  const pieces = piecesOf(bytes);
  return pieces && { ...letterOf(pieces), files: filesOf(pieces, depth).slice(0, filesKept) };
}

/** Unpacks a winmail.dat; null when it is none. What is cut off or broken gives what can be read of it. */
export const readTnef = (bytes: Buffer): Tnef | null => unpack(bytes, 1);

/** Wrappings as Outlook and S/MIME programs make them, written here byte by byte. */

const u16 = (value: number) => Buffer.of(value & 255, value >> 8);
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

const attribute = (level: number, id: number, content: Buffer) =>
  Buffer.concat([
    Buffer.of(level),
    u32(id),
    u32(content.length),
    content,
    u16(content.reduce((sum, byte) => (sum + byte) & 0xffff, 0)),
  ]);

type Property = [id: number, type: number, value: Buffer];

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
const properties = (...all: Property[]) =>
  Buffer.concat([
    u32(all.length),
    ...all.map(([id, type, value]) =>
      Buffer.concat([u16(type), u16(id), ...(type === 3 ? [value] : [u32(1), u32(value.length), padded(value)])]),
    ),
  ]);

const wide = (text: string) => Buffer.from(`${text}\0`, 'utf16le');

interface TnefLetter {
  text?: string;
  html?: string;
  /** Uncompressed, in the frame of compressed RTF. */
  rtf?: string;
  files?: { name: string; content: Buffer }[];
}

export function buildTnef({ text, html, rtf, files = [] }: TnefLetter): Buffer {
  const own: Property[] = [];
  if (text !== undefined) own.push([0x1000, 0x1f, wide(text)]);
  if (html !== undefined) own.push([0x3fde, 3, u32(65001)], [0x1013, 0x102, Buffer.from(html)]);
  if (rtf !== undefined) {
    const packed = Buffer.concat([
      u32(rtf.length + 12),
      u32(rtf.length),
      u32(0x414c454d),
      u32(0),
      Buffer.from(rtf, 'latin1'),
    ]);
    own.push([0x1009, 0x102, packed]);
  }
  return Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    attribute(1, 0x00069007, Buffer.concat([u32(950), u32(0)])),
    attribute(1, 0x00069003, properties(...own)),
    ...files.flatMap(({ name, content }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x0006800f, content),
      attribute(2, 0x00069005, properties([0x3707, 0x1f, wide(name)])),
    ]),
  ]);
}

const element = (tag: number, ...content: Buffer[]): Buffer => {
  const inner = Buffer.concat(content);
  const length = inner.length < 128 ? Buffer.of(inner.length) : Buffer.of(0x82, inner.length >> 8, inner.length & 255);
  return Buffer.concat([Buffer.of(tag), length, inner]);
};
/** Of a length that only its end tells, as programs write what they do not know the size of yet. */
const open = (tag: number, ...content: Buffer[]) => Buffer.concat([Buffer.of(tag, 0x80), ...content, Buffer.of(0, 0)]);
const oid = (hex: string) => element(6, Buffer.from(hex, 'hex'));

/** CMS SignedData around a text, its octets in two pieces. */
export function buildSigned(content: Buffer): Buffer {
  const octets = open(0x24, element(4, content.subarray(0, 10)), element(4, content.subarray(10)));
  const inner = open(0x30, oid('2a864886f70d010701'), open(0xa0, octets));
  const signed = open(0x30, element(2, Buffer.of(1)), element(0x31), inner, element(0x31));
  return open(0x30, oid('2a864886f70d010702'), open(0xa0, signed));
}

export const buildEnveloped = (): Buffer =>
  element(0x30, oid('2a864886f70d010703'), element(0xa0, element(0x30, element(2, Buffer.of(0)))));

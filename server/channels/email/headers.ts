import { parseAddressHeader } from 'mailparser';
import type { Mailbox } from '../../../shared/entities.ts';

/** A header's lines in order, unfolded; values are bytes in a Latin-1 string until they are decoded. */
export type RawHeaders = { name: string; value: string }[];

const addressesKept = 200;
const nameLength = 200;
const addressLength = 320;

export function rawHeaders(lines: readonly string[]): RawHeaders {
  return lines.flatMap((line) => {
    const match = /^([!-9;-~]+)[ \t]*:([\s\S]*)$/.exec(line);
    return match
      ? [{ name: (match[1] ?? '').toLowerCase(), value: (match[2] ?? '').replace(/\r?\n[ \t]*/g, ' ').trim() }]
      : [];
  });
}

export const valuesOf = (headers: RawHeaders, name: string): string[] =>
  headers.filter((header) => header.name === name).map((header) => header.value);

function decodes(bytes: Buffer, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Mail programs that write raw bytes into headers use UTF-8, or the charset they use for the body. */
export function decodeRaw(value: string, bodyCharset: string | null): string {
  const bytes = Buffer.from(value, 'latin1');
  const japanese = value.includes('\u001b$') || value.includes('\u001b(');
  if (japanese) return decodes(bytes, 'iso-2022-jp') ?? value;
  if (/^\p{ASCII}*$/u.test(value)) return value;
  return decodes(bytes, 'utf-8') ?? (bodyCharset && decodes(bytes, bodyCharset)) ?? bytes.toString('latin1');
}

/** One line for people: no control characters, no endless spaces. */
export const oneLine = (text: string, length: number): string =>
  [
    ...text
      .slice(0, length * 4)
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ]
    .slice(0, length)
    .join('');

/** The mailboxes of an address header, groups opened, what is no address left out. */
export function mailboxesOf(values: string[], bodyCharset: string | null): Mailbox[] {
  const decoded = values.map((value) => decodeRaw(value.slice(0, 100_000), bodyCharset));
  const { value: found } = parseAddressHeader(decoded, { flatten: true, decodePunycode: false });
  return found.slice(0, addressesKept).flatMap(({ name, address }) => {
    const plain = (address ?? '').trim();
    if (!/^[^\s@<>"(),;]+@[^\s@<>"(),;]+$/.test(plain) || plain.length > addressLength) return [];
    return [{ name: oneLine(name, nameLength), address: plain }];
  });
}

const mailIdLength = 500;

/** The Message-IDs in a header, without brackets, each once, in order. */
export function mailIdsOf(values: string[]): string[] {
  const found = values.flatMap((value) =>
    [...value.slice(0, 50_000).matchAll(/<([^<>\s]+)>/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(found)].filter((id) => id.length <= mailIdLength).slice(-100);
}

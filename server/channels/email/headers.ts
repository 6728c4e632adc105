import { parseAddressHeader } from 'mailparser';
import type { Mailbox } from '../../../shared/entities.ts';
import { mailAddress } from '../../../shared/mailAddress.ts';
import { respellWords } from './words.ts';

/** A header's lines in order, unfolded; values are bytes in a Latin-1 string until they are decoded. */
export type RawHeaders = { name: string; value: string }[];

const addressesKept = 200;
const nameLength = 200;
const addressLength = 320;

export function rawHeaders(lines: readonly string[]): RawHeaders {
  return lines.flatMap((line) => {
    const match = /^(?:\u00ef\u00bb\u00bf)?([!-9;-~]+)[ \t]*:([\s\S]*)$/.exec(line);
    return match
      ? [{ name: (match[1] ?? '').toLowerCase(), value: (match[2] ?? '').replace(/\r?\n[ \t]*/g, ' ').trim() }]
      : [];
  });
}

export const valuesOf = (headers: RawHeaders, name: string): string[] =>
  headers.filter((header) => header.name === name).map((header) => header.value);

/** One line for people: no control characters, no endless spaces, and nothing that turns the letters of others around. */
export const oneLine = (text: string, length: number): string =>
  [
    ...text
      .slice(0, length * 4)
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .replace(/[\u202d\u202e]/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  ]
    .slice(0, length)
    .join('');

/** The mailboxes of an address header, groups opened, what is no address left out. */
export function mailboxesOf(values: string[], bodyCharset: string | null): Mailbox[] {
  const decoded = values.map((value) => respellWords(value.slice(0, 100_000), bodyCharset));
  const read = readMailboxes(decoded);
  // A quote that does not end takes the address with it.
  return read.length > 0
    ? read
    : readMailboxes(decoded.map((value) => (oddQuotes(value) ? value.replaceAll('"', '') : '')));
}

const oddQuotes = (value: string) => value.replace(/\\./g, '').split('"').length % 2 === 0;

function readMailboxes(values: string[]): Mailbox[] {
  const { value: found } = parseAddressHeader(values, { flatten: true, decodePunycode: false });
  return found.slice(0, addressesKept).flatMap(({ name, address }) => {
    const plain = (address ?? '').trim();
    if (!mailAddress.test(plain) || plain.length > addressLength) return [];
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

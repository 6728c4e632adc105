import { decodeText } from './charset.ts';

/** An encoded word of RFC 2047, as it is written and not only as it should be: with spaces and question marks in it. */
const word = /=\?([^?\s]{1,60})\?([bq])\?((?:[^?]|\?(?!=)){0,4000}?)\?=/gi;

interface Word {
  charset: string;
  bytes: Buffer;
}

function read(charset: string, how: string, text: string): Word {
  if (how.toLowerCase() === 'b') return { charset, bytes: Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64') };
  const spelled = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { charset, bytes: Buffer.from(spelled, 'latin1') };
}

/** Words side by side are one text: programs part them anywhere, even within a character. */
const decoded = (words: readonly Word[]): string => {
  const joined: { charset: string; chunks: Buffer[] }[] = [];
  for (const { charset, bytes } of words) {
    const last = joined.at(-1);
    if (last?.charset === charset) last.chunks.push(bytes);
    else joined.push({ charset, chunks: [bytes] });
  }
  return joined.map(({ charset, chunks }) => decodeText(Buffer.concat(chunks), charset)).join('');
};

/** Each run of encoded words, and what is between them, through `ofWords` and `ofRest`. */
function map(raw: string, ofWords: (text: string) => string, ofRest: (raw: string) => string): string {
  const out: string[] = [];
  let pending: Word[] = [];
  let at = 0;
  const flush = () => {
    if (pending.length > 0) out.push(ofWords(decoded(pending)));
    pending = [];
  };
  for (const match of raw.matchAll(word)) {
    const between = raw.slice(at, match.index);
    if (pending.length === 0 || between.trim() !== '') {
      flush();
      out.push(ofRest(between));
    }
    pending.push(read((match[1] ?? '').toLowerCase(), match[2] ?? '', match[3] ?? ''));
    at = match.index + match[0].length;
  }
  flush();
  out.push(ofRest(raw.slice(at)));
  return out.join('');
}

/**
 * Whether bytes can be nothing but UTF-8. Two bytes may also be a sign of an Asian charset; three that fit, three times two,
 * or two within a word of Latin letters, are not.
 */
function isSurelyUtf8(raw: string): boolean {
  const text = Buffer.from(raw, 'latin1').toString('utf8');
  if (text.includes('\ufffd')) return false;
  return (
    /[\u0800-\u{10ffff}]/u.test(text) || /[a-z][\u0080-\u07ff]|[\u0080-\u07ff][a-z]/i.test(text) || foreign(text) >= 3
  );
}
const foreign = (text: string): number => text.match(/\P{ASCII}/gu)?.length ?? 0;

/** Mail programs that write raw bytes into headers use UTF-8, or the charset they use for the body. `raw`: bytes as Latin-1. */
export function decodeRaw(raw: string, bodyCharset: string | null): string {
  if (!raw.includes('\u001b') && /^\p{ASCII}*$/u.test(raw)) return raw;
  /** In these, letters spell out other signs, as angle brackets: in a header they would make addresses of names. */
  const spells = /utf-?(7|16|32)|hz/i.test(bodyCharset ?? '');
  return decodeText(Buffer.from(raw, 'latin1'), spells ? null : isSurelyUtf8(raw) ? 'utf-8' : bodyCharset);
}

/** A header's text: encoded words, and bytes that should not be there. */
export const decodeWords = (raw: string, bodyCharset: string | null): string =>
  map(
    raw,
    (text) => text,
    (rest) => decodeRaw(rest, bodyCharset),
  );

/** The same header for who parses it first and decodes it then: all its words in the one charset everybody knows. */
export const respellWords = (raw: string, bodyCharset: string | null): string =>
  map(
    raw,
    (text) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`,
    (rest) => decodeRaw(rest, bodyCharset),
  );

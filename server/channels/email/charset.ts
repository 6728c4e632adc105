import iconv from 'iconv-lite';
import { guessCharset } from './charsetGuess.ts';
import { decodeJapanese } from './japanese.ts';
import { decodeJohab } from './johab.ts';

/** What of a long text is looked at to tell its charset by. */
const lookedAt = 20_000;
/** A charset that leaves more of the letters unread than this is not the text's. */
const unreadAtMost = 0.1;

const unreadIn = (text: string): number => text.split('\ufffd').length - 1;
const foreignIn = (text: string): number => text.match(/\P{ASCII}/gu)?.length ?? 0;

/** Says nothing about bytes beyond ASCII, or is what programs write when they know no better. */
const saysNothing = /^(|(us-)?ascii|ansi_x3.*|7bit|8bit|binary|default|none|null|unknown.*|x-unknown|x-user-defined)$/;

/** Names as they are written, to names as decoders know them. */
function labelOf(declared: string | null): string {
  const name = (declared ?? '')
    .toLowerCase()
    .replace(/^.*charset\s*=/, '')
    .replace(/["'<>\s]|[;,].*$/g, '')
    .replace(/\*.*$/, '');
  if (saysNothing.test(name)) return '';
  return name
    .replace(/^(utf)[-_]?(8|16|32|7)(mb4)?/, '$1-$2')
    .replace(/^(?:win|windows|cp|x-cp|ansi)[-_]?(125\d|874)$/, 'windows-$1')
    .replace(/^iso[-_ ]?8859[-_ ]?(\d+)(-[ie])?$/, 'iso-8859-$1')
    .replace(/^8859[-_](\d+)$/, 'iso-8859-$1')
    .replace(/^(x-windows-)?(cp5022\d|iso-?2022-?jp.*|csiso2022jp\d?|x-jis.*|jis)$/, 'iso-2022-jp')
    .replace(/^(iso-?2022-?kr|csiso2022kr)$/, 'iso-2022-kr')
    .replace(/^(hz|hz-gb-2312)$/, 'hz-gb-2312')
    .replace(/^(cp932|ms_kanji|sjis.*|x-ms-cp932)$/, 'shift_jis')
    .replace(/^(cp936|gb18030.*|gb-18030|x-gb.*)$/, 'gb18030')
    .replace(/^(x-)?(johab|cp1361|ms1361|ks_?c_?5601-1992)$/, 'johab')
    .replace(/^(cp949|uhc|ks_?c_?5601.*|euc_kr|x-windows-949)$/, 'euc-kr')
    .replace(/^(cp950|big5.*|x-x-big5|x-windows-950)$/, 'big5')
    .replace(/^euc_jp$/, 'euc-jp');
}

const byTextDecoder = (label: string, bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);

/** Seven-bit codes that shift into Chinese and Korean: what is between the marks is the eight-bit code without its high bit. */
function shifted(bytes: Buffer, [begin, end]: readonly [string, string], label: string): string {
  return bytes
    .toString('latin1')
    .replaceAll(end, begin)
    .split(begin)
    .map((part, index) => {
      const plain = Buffer.from(part, 'latin1');
      return byTextDecoder(label, index % 2 === 1 ? plain.map((byte) => (byte > 0x20 ? byte | 0x80 : byte)) : plain);
    })
    .join('');
}

/** Which half comes first is said by a mark at the beginning; without one, most signs have their zero there or there. */
function isBigEndian(bytes: Buffer): boolean {
  if (bytes.length < 2 || bytes[0] === 0xff) return false;
  const zeros = (parity: number) =>
    bytes.subarray(0, lookedAt).filter((byte, at) => byte === 0 && at % 2 === parity).length;
  return bytes[0] === 0xfe || zeros(0) > zeros(1);
}

/** Null: nobody knows this charset. */
function decodedAs(label: string, bytes: Buffer): string | null {
  switch (label) {
    case '':
      return null;
    case 'iso-2022-jp':
      return decodeJapanese(bytes);
    case 'johab':
      return decodeJohab(bytes);
    case 'utf-16':
      return byTextDecoder(isBigEndian(bytes) ? 'utf-16be' : 'utf-16le', bytes);
    case 'hz-gb-2312':
      return shifted(
        Buffer.from(bytes.toString('latin1').replace(/~\r?\n/g, ''), 'latin1'),
        ['~{', '~}'],
        'gbk',
      ).replaceAll('~~', '~');
    case 'iso-2022-kr':
      return shifted(
        Buffer.from(bytes.toString('latin1').replaceAll('\u001b$)C', ''), 'latin1'),
        ['\u000e', '\u000f'],
        'euc-kr',
      );
  }
  try {
    return byTextDecoder(label, bytes);
  } catch {
    return iconv.encodingExists(label) && !/^(base64|hex|binary|ucs2)$/.test(label) ? iconv.decode(bytes, label) : null;
  }
}

/** The charset that seven-bit text shifts with, where it does. */
const shiftsWith = (bytes: Buffer): string | null => {
  if (!bytes.includes(0x1b)) return null;
  const text = bytes.subarray(0, lookedAt).toString('latin1');
  if (text.includes('\u001b$)C')) return 'iso-2022-kr';
  return ['$@', '$B', '$(', '(J', '(I'].some((mark) => text.includes(`\u001b${mark}`)) ? 'iso-2022-jp' : null;
};

/** Where it stops being ASCII, so much of it as ends between two characters of any charset; null when it never stops. */
function sampleOf(bytes: Buffer): Buffer | null {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  if (first === -1) return null;
  if (bytes.length <= lookedAt) return bytes;
  const from = bytes.lastIndexOf(0x0a, first) + 1;
  const to = from + lookedAt;
  const end = to >= bytes.length ? bytes.length : Math.max(bytes.lastIndexOf(0x0a, to), bytes.lastIndexOf(0x20, to));
  return bytes.subarray(from, end > first ? end : to);
}

const latin = /^(iso-8859-1|iso-8859-15|windows-1252|latin1?)$/;
/** So sure must a guess be, and of so many letters, to count for more than what was declared. */
const surely = { score: 0.8, letters: 4 };

/** May text that says so of itself be this after all? Latin-1 can be anything, and is what careless programs write. */
function isBelieved(label: string, sample: Buffer): boolean {
  const text = decodedAs(label, sample);
  if (text === null || unreadIn(text) > foreignIn(text) * unreadAtMost) return false;
  if (!latin.test(label)) return true;
  const { charset, score } = guessCharset(sample);
  return /^windows-125[02]$/.test(charset) || score < surely.score || foreignIn(text) < surely.letters;
}

/**
 * The text that bytes are. The declared charset is believed as long as it can be true; programs that declare none, or the
 * wrong one, use UTF-8 or what is usual where they come from.
 */
export function decodeText(bytes: Buffer, declared: string | null): string {
  const label = labelOf(declared);
  const doubtful = label === '' || label === 'utf-8' || latin.test(label);
  const shifts = doubtful ? shiftsWith(bytes) : null;
  if (shifts) return decodedAs(shifts, bytes) ?? '';
  if (/^(utf-(7|16|32)|hz|iso-2022)/.test(label)) return decodedAs(label, bytes) ?? bytes.toString('latin1');
  const sample = sampleOf(bytes);
  if (!sample) return bytes.toString('latin1');
  const utf8 = sample.toString('utf8');
  const broken = unreadIn(utf8);
  if (doubtful && broken <= (latin.test(label) ? 0 : foreignIn(utf8) * unreadAtMost))
    return byTextDecoder('utf-8', bytes);
  if (label !== 'utf-8' && isBelieved(label, sample)) return decodedAs(label, bytes) ?? '';
  if (broken === 0) return byTextDecoder('utf-8', bytes);
  return byTextDecoder(guessCharset(sample).charset, bytes);
}

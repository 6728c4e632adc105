import { decodeText } from '../charset.ts';

/** What the compression begins with, so that a short letter need not spell it out. MS-OXRTFCP. */
const prefix =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const window = 4096;
/** A letter longer than this is none. */
const longest = 8 * 1024 * 1024;

/** RTF as Outlook compresses it; null when it is no such thing. */
export function decompressRtf(bytes: Buffer): Buffer | null {
  if (bytes.length < 16) return null;
  const kind = bytes.readUInt32LE(8);
  const size = Math.min(bytes.readUInt32LE(4), longest);
  if (kind === 0x414c454d) return bytes.subarray(16, 16 + size);
  if (kind !== 0x75465a4c) return null;
  const out = Buffer.alloc(size);
  const dictionary = Buffer.alloc(window);
  dictionary.write(prefix, 'latin1');
  let [to, place, at] = [0, prefix.length, 16];
  const put = (byte: number) => {
    if (to < size) out[to++] = byte;
    dictionary[place] = byte;
    place = (place + 1) % window;
  };
  while (at < bytes.length && to < size) {
    const control = bytes[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < bytes.length && to < size; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++] ?? 0);
        continue;
      }
      const reference = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === place) return out.subarray(0, to);
      for (let n = 0; n < (reference & 15) + 2; n += 1) put(dictionary[(from + n) % window] ?? 0);
    }
  }
  return out.subarray(0, to);
}

/** Groups that hold no text of the letter. */
const apart =
  /^(fonttbl|colortbl|stylesheet|info|pict|object|themedata|listtable|listoverridetable|generator|xmlnstbl|datastore|latentstyles|filetbl|revtbl|rsidtbl)$/;
const signs: Record<string, string> = {
  par: '\n',
  line: '\n',
  tab: '\t',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
};

interface Group {
  /** Its words are no text. */
  silent: boolean;
  /** It holds a piece of the HTML this RTF was made from. */
  tag: boolean;
  /** It is there for readers of RTF only. */
  rtfOnly: boolean;
  /** So many signs after \u stand in for it. */
  fallback: number;
}

const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

/** The words of RTF, or the HTML it was made from. */
export function readRtf(rtf: Buffer): { text: string; html: string | null } {
  const source = rtf.toString('latin1');
  const isHtml = /\\fromhtml1/.test(source.slice(0, 2000));
  const codepage = /\\ansicpg(\d{3,5})/.exec(source.slice(0, 2000))?.[1] ?? '1252';
  const out: string[] = [];
  let bytes: Buffer[] = [];
  let skip = 0;
  const groups: Group[] = [];
  let group: Group = { silent: false, tag: false, rtfOnly: false, fallback: 1 };
  const flush = () => {
    if (bytes.length > 0) out.push(decodeText(Buffer.concat(bytes), `cp${codepage}`));
    bytes = [];
  };
  const shows = () => !group.silent && (!isHtml || group.tag || !group.rtfOnly);
  const say = (text: string) => {
    flush();
    if (shows()) out.push(text);
  };

  for (const [, name, number, hex, sign, brace, words] of source.matchAll(token)) {
    if (brace === '{') groups.push({ ...group });
    else if (brace === '}') group = groups.pop() ?? group;
    else if (name === 'u' && number !== undefined) {
      say(String.fromCharCode(Number(number) & 0xffff));
      skip = group.fallback;
    } else if (name === 'uc') group.fallback = Math.min(Number(number ?? 1), 8);
    else if (name === 'htmltag') Object.assign(group, { tag: true, silent: false });
    else if (name === 'htmlrtf') group.rtfOnly = number !== '0';
    else if (name !== undefined && apart.test(name)) group.silent = true;
    else if (name !== undefined && signs[name] !== undefined)
      say(isHtml && (name === 'par' || name === 'line') ? '\n' : (signs[name] ?? ''));
    else if (sign === '*') group.silent = true;
    else if (hex !== undefined) {
      if (skip > 0) skip -= 1;
      else if (shows()) bytes.push(Buffer.of(Number.parseInt(hex, 16)));
    } else if (sign !== undefined) say(sign === '~' ? '\u00a0' : /[{}\\]/.test(sign) ? sign : '');
    else if (words !== undefined) {
      const left = words.slice(skip);
      skip = Math.max(0, skip - words.length);
      if (shows()) bytes.push(Buffer.from(left, 'latin1'));
    }
  }
  flush();
  const text = out.join('');
  return isHtml ? { text: '', html: text } : { text: text.trim(), html: null };
}

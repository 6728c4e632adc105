import { createHash } from 'node:crypto';
import type { MessageView } from '../../shared/entities.ts';
import type { OracleAnswer } from './oracle.ts';

/** Where two readers differ: named when it is known why, else a fault. */
export interface Difference {
  field: string;
  /** Null: a fault of ours until somebody shows the contrary. */
  because: string | null;
  ours: string;
  theirs: string;
}

type Read = Exclude<OracleAnswer, { error: string }>;

/** The same for who ends lines or files another way. */
export const digestOf = (bytes: Buffer): string => {
  const text = bytes
    .toString('latin1')
    .replace(/[\r\n]+/g, '\n')
    .replace(/^\n+|\n+$/g, '');
  return createHash('sha256').update(Buffer.from(text, 'latin1')).digest('hex');
};

const plain = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
const wordsIn = (text: string): string[] =>
  plain(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
const unread = (text: string) => /[\ufffd\udc80-\udcff]/.test(text);
const headOf = (raw: Buffer) =>
  raw
    .subarray(0, 100_000)
    .toString('latin1')
    .split(/\r?\n\r?\n/)[0] ?? '';
const lineOf = (raw: Buffer, name: string) =>
  new RegExp(`^${name}[ \\t]*:[^\\n]*(?:\\n[ \\t][^\\n]*)*`, 'im').exec(headOf(raw))?.[0] ?? '';
/** A line of the header that is neither a field nor goes on with one: some readers end the header there, some go on. */
const isTorn = (raw: Buffer): boolean =>
  /^(\u00ef\u00bb\u00bf|\r?\n)/.test(raw.subarray(0, 3).toString('latin1')) ||
  headOf(raw)
    .split(/\r?\n/)
    .some((line, index) => !(index === 0 ? /^$|^From |^[!-9;-~]+:/ : /^[ \t]|^[!-9;-~]+:/).test(line));
const torn = 'a line in the header that is none: the other reader ends the header there, ours goes on';
const isEightBit = (text: string) => /[\u0080-\u00ff]/.test(text);

function addressReason(line: string, ours: string[], theirs: string[]): string | null {
  if (theirs.length === 0 && ours.length === 1 && !line.includes(ours[0] ?? ''))
    return 'no address in it that could be answered: ours falls back on Sender or the envelope';
  if (isEightBit(line)) return 'raw bytes in the header: the other reader gives up, ours guesses';
  if (
    theirs.every((one) => !/^[^\s@<>"(),;]+@[^\s@<>"(),;]+$/.test(one) || ours.includes(one)) &&
    ours.every((one) => theirs.includes(one))
  )
    return 'the other reader takes words for an address that is none';
  if (/=\?[^?]+\?[bq]\?/i.test(line))
    return 'encoded words where no address may have any: read by one, left out by the other';
  if (line === '') return 'no such header: ours falls back on Sender or the envelope';
  if (ours.every((one) => line.includes(one)) && ours.length > 0)
    return 'a header against the rules: every address of ours stands in it';
  return null;
}

function addresses(
  raw: Buffer,
  name: 'from' | 'to' | 'cc',
  boxes: readonly { address: string }[],
  theirs: string[],
): Difference[] {
  const ours = boxes.map(({ address }) => address).filter(Boolean);
  const wanted = name === 'from' ? theirs.slice(0, 1) : [...new Set(theirs)];
  const same = (one: readonly string[], other: readonly string[]) =>
    [...new Set(one)].sort().join() === [...new Set(other)].sort().join();
  if (same(ours, wanted) || (name === 'from' && wanted.length === 0 && ours.length === 0)) return [];
  return [
    {
      field: name,
      because: isTorn(raw) ? torn : addressReason(lineOf(raw, name), ours, wanted),
      ours: ours.join(),
      theirs: wanted.join(),
    },
  ];
}

function subject(raw: Buffer, ours: string, theirs: string): Difference[] {
  const [one, other] = [plain(ours), plain(theirs).slice(0, 500)];
  if (one === plain(other) || one.replaceAll(' ', '') === other.replaceAll(' ', '')) return [];
  const line = lineOf(raw, 'subject');
  const because = isTorn(raw)
    ? torn
    : isEightBit(line)
      ? 'raw bytes in the header: the other reader gives up, ours guesses'
      : line.includes('\u001b')
        ? 'ISO-2022-JP in the header without encoded words: the other reader shows the codes'
        : unread(theirs) && !unread(ours)
          ? 'the other reader cannot read this charset, ours can'
          : one.slice(0, 400) === other.slice(0, 400)
            ? 'longer than what is kept of it'
            : null;
  return [{ field: 'subject', because, ours: one, theirs: other }];
}

const hasComment = (raw: Buffer): boolean =>
  /^content-transfer-encoding:(?:[^\n]*\(|[^\n]*[^\s][ \t]+\r?$)/im.test(raw.toString('latin1'));

/** Whether a boundary stands as a line of its own more often than before its parts and at their end. */
function isCutByOuter(raw: Buffer): boolean {
  const lines = raw
    .toString('latin1')
    .split(/\r?\n/)
    .map((line) => line.trimEnd());
  const names = [...raw.toString('latin1').matchAll(/boundary="?([^"\r\n;]+)"?/gi)].map((match) => match[1] ?? '');
  return names.some((name) => {
    const at = lines.flatMap((line, index) => (line === `--${name}` ? [index] : []));
    return at.some((index) => !/^([!-9;-~]+:|$)/.test(lines[index + 1] ?? ''));
  });
}

/** HTML's words, roughly: enough to see whether any is missing. */
const bare = (html: string): string =>
  html
    .replace(/<!--[\s\S]*?-->|<(style|script|title|head)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<(?:"[^"]*"|'[^']*'|[^'">])*>/g, ' ')
    .replace(/&#(\d+);/g, (_m, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&[a-z]+;/gi, ' ');

/** Read as Latin-1, as it says it is, the words are rubbish; as UTF-8 they are all there. */
const isMisnamed = (expected: string, shown: string): boolean => {
  const words = wordsIn(Buffer.from(expected, 'latin1').toString());
  return isEightBit(expected) && words.every((word) => plain(shown).toLowerCase().includes(word));
};

function text(raw: Buffer, shown: string, theirs: Read, broken: boolean): Difference[] {
  const expected = theirs.texts.some((one) => one.trim() !== '')
    ? theirs.texts.join('\n')
    : bare(theirs.htmls.join('\n'));
  const have = new Map<string, number>();
  for (const word of wordsIn(shown)) have.set(word, (have.get(word) ?? 0) + 1);
  const wanted = wordsIn(expected.slice(0, 90_000));
  const missing = wanted.filter((word) => !have.has(word) && !plain(shown).toLowerCase().includes(word));
  if (missing.length <= wanted.length * 0.02) return [];
  const because = isTorn(raw)
    ? torn
    : missing.every((word) => /^\P{ASCII}+$/u.test(word)) || isMisnamed(expected, shown)
      ? 'says it is Latin-1, and is UTF-8'
      : unread(expected) && !unread(shown)
        ? 'the other reader cannot read this charset, ours can'
        : broken
          ? 'the mail is broken, and shown as broken'
          : /^=ybegin /m.test(expected)
            ? 'a yEnc file in the text: ours takes it out as a file'
            : /boundary=/i.test(lineOf(raw, 'content-type')) && !/multipart\//i.test(lineOf(raw, 'content-type'))
              ? 'a boundary on what has no parts: ours takes it apart'
              : isCutByOuter(raw)
                ? 'a line in a part that is a boundary around it: ours ends the part there, as RFC 2046 has it'
                : hasComment(raw)
                  ? 'a comment or spaces beside the encoding: the other reader does not decode it'
                  : /^begin [0-7]{3} /m.test(expected)
                    ? 'a uuencoded file in the text: ours takes it out as a file'
                    : theirs.htmls.length > 0 &&
                        theirs.texts.length > 0 &&
                        wordsIn(bare(theirs.htmls.join(' '))).filter((word) => !have.has(word)).length < 5
                      ? 'the HTML says far more than the text beside it: ours shows its words'
                      : null;
  return [{ field: 'text', because, ours: plain(shown).slice(0, 120), theirs: missing.slice(0, 12).join(' ') }];
}

function files(raw: Buffer, message: MessageView, kept: ReadonlyMap<string, string>, theirs: Read): Difference[] {
  const all = [...message.attachments, ...(message.nested ?? []).flatMap((one) => one.attachments)];
  const ours = all.map(({ fileId, name, size }) => ({ name, size, digest: kept.get(fileId) ?? '' }));
  const found: Difference[] = [];
  for (const { kind, name, digest, size, sound } of theirs.files) {
    if (size === 0) continue;
    const same = digest === null ? ours : ours.filter((one) => one.digest === digest);
    const reason = /ms-tnef/.test(kind)
      ? 'unpacked: what was in it takes its place'
      : message.broken
        ? 'the mail is broken, and shown as broken'
        : / ?\/ /.test(kind)
          ? 'spaces in what kind it is: the other reader takes it for a file'
          : kind.startsWith('(')
            ? 'a comment before what kind it is: the other reader takes it for the kind'
            : !sound && (name === null || ours.some((one) => one.name === name))
              ? 'its base64 is broken: each reader makes of it what it can'
              : null;
    if (same.length === 0) {
      found.push({
        field: 'file',
        because: reason,
        ours: ours.map((one) => one.name).join(' | '),
        theirs: `${name} ${kind} ${size}`,
      });
      continue;
    }
    const last =
      plain(name ?? '')
        .split(/[/\\]/)
        .at(-1)
        ?.replace(/["*:<>?|]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim() ?? '';
    if (
      last === '' ||
      unread(last) ||
      same.some((one) => one.name.replaceAll(' ', '') === last.replaceAll(' ', '').replace(/^\.+/, ''))
    )
      continue;
    const shortened = same.some((one) => [...one.name].length >= 150);
    found.push({
      field: 'file name',
      because: shortened
        ? 'longer than a name may be'
        : /filename\*(0\*)?=/i.test(raw.toString('latin1'))
          ? 'two names, one of them in a charset of its own: ours takes that one'
          : null,
      ours: same.map((one) => one.name).join(' | '),
      theirs: name ?? '',
    });
  }
  return found;
}

/** What our reader and the other one make of a mail. `kept`: digests of the files, by id. */
export function differencesOf(
  raw: Buffer,
  message: MessageView,
  kept: ReadonlyMap<string, string>,
  theirs: OracleAnswer,
): Difference[] {
  if ('error' in theirs)
    return [{ field: 'all', because: `the other reader fails: ${theirs.error}`, ours: '', theirs: '' }];
  const nested = (message.nested ?? []).map((one) => one.text).join('\n');
  return [
    ...addresses(raw, 'from', [message.from], theirs.from),
    ...addresses(raw, 'to', message.to, theirs.to),
    ...addresses(raw, 'cc', message.cc, theirs.cc),
    ...subject(raw, message.subject, theirs.subject),
    ...text(raw, `${message.text}\n${message.quoted}\n${nested}`, theirs, message.broken),
    ...files(raw, message, kept, theirs),
  ];
}

import { decodeText } from './charset.ts';

const length = 100_000;
const field = /^(?:\u00ef\u00bb\u00bf)?[!-9;-~]+[ \t]*:|^[ \t]|^From /;

/** Whoever forgets the empty line has few lines before it. */
const headSearched = 65_536;

/** Line ends of every kind are one. */
const linesOf = (mail: Buffer): string[] =>
  mail
    .toString('latin1')
    .replace(/\r+\n?/g, '\n')
    .split('\n');

/** Where the text begins: after the empty line, or with the first line that can be no header's. */
function textBegins(lines: readonly string[]): number {
  const empty = lines.findIndex((line, index) => line === '' && index > 0);
  const torn = lines.findIndex((line) => line !== '' && !field.test(line));
  if (torn !== -1 && (empty === -1 || torn < empty)) return torn;
  return empty === -1 ? lines.length : empty + 1;
}

/** Of a mail whose structure could not be read: the bytes after its header, as text. */
export function bareText(mail: Buffer): string {
  const lines = linesOf(mail);
  return asText(lines.slice(textBegins(lines)));
}

const asText = (lines: readonly string[]): string =>
  decodeText(Buffer.from(lines.join('\n').slice(0, length * 2), 'latin1'), null)
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .slice(0, length);

/** With one of these a header goes on after a line that is none. */
const goesOn = /^(from|to|cc|subject|date|sender|reply-to|received|return-path|message-id|mime-version|content-|x-)/i;
/** One word alone is rather the end of a header's line that was folded badly. */
const words = /\S\s+\S|[\u0080-\u00ff]/;

/** What stands where a header should be, and is the beginning of the text: who wrote it left out the empty line. */
export function tornText(mail: Buffer): string {
  const lines = linesOf(mail.subarray(0, headSearched));
  const from = lines.findIndex((line) => !field.test(line));
  const torn = from === -1 ? [] : lines.slice(from, [...lines, ''].indexOf('', from));
  const isHeader = torn.some((line) => goesOn.test(line)) || field.test(torn.at(-1) ?? '');
  return isHeader || !words.test(torn.join('\n')) ? '' : asText(torn);
}

/** Whether readers disagree where its header ends: a line in it that is no header's, or lines that end as none should. */
export function isTorn(mail: Buffer): boolean {
  const lines = linesOf(mail);
  const from = textBegins(lines);
  const head = lines.slice(0, from).join('\n');
  return lines[from - 1] !== '' || /\r[^\n]/.test(mail.subarray(0, head.length + 4).toString('latin1'));
}

import { decodeText } from './charset.ts';
import { decodeWords } from './words.ts';

/** A header line of a part as it was received: bytes as Latin-1, folded. */
export interface PartLine {
  key: string;
  line: string;
}

/** One longer than this is no name; parsing it would be for nothing. */
const valueLength = 10_000;

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.replace(/^"|"\s*$/g, '').replace(/\\(["\\])/g, '$1') : value.trim();

const percentDecoded = (value: string): Buffer =>
  Buffer.from(
    value.replace(/%([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** The parameters of a header, by name in lower case; the first of a name counts. */
function parametersOf(line: string): Map<string, string> {
  const value = line.replace(/\r?\n[ \t]*/g, ' ').slice(0, valueLength);
  const found = new Map<string, string>();
  for (const match of value.matchAll(/;\s*([^=;\s"]{1,60})\s*=\s*("(?:\\.|[^"\\])*"?|[^;]*)/g)) {
    const name = (match[1] ?? '').toLowerCase();
    if (!found.has(name)) found.set(name, unquoted(match[2] ?? ''));
  }
  return found;
}

/** A parameter in one piece or several, percent-encoded or not: RFC 2231, and what is written in its place. */
function parameter(all: Map<string, string>, name: string, bodyCharset: string | null): string | null {
  const whole = all.get(`${name}*`);
  const pieces = [...all.keys()]
    .flatMap((key) => {
      const match = key.startsWith(`${name}*`) ? /^\*(\d{1,3})(\*?)$/.exec(key.slice(name.length)) : null;
      return match ? [{ at: Number(match[1]), encoded: match[2] === '*', text: all.get(key) ?? '' }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const parts = whole === undefined ? pieces : [{ at: 0, encoded: true, text: whole }];
  const [first] = parts;
  if (!first) {
    const plain = all.get(name);
    return plain ? decodeWords(plain, bodyCharset) : null;
  }
  const marked = first.encoded ? /^([^']*)'[^']*'(.*)$/s.exec(first.text) : null;
  const texts = parts.map((part, index) => (index === 0 && marked ? { ...part, text: marked[2] ?? '' } : part));
  if (texts.every(({ encoded }) => !encoded)) return decodeWords(texts.map(({ text }) => text).join(''), bodyCharset);
  const bytes = texts.map(({ encoded, text }) => (encoded ? percentDecoded(text) : Buffer.from(text, 'latin1')));
  return decodeText(Buffer.concat(bytes), marked?.[1] || bodyCharset);
}

/** What a part is called; null where nothing says. */
export function partName(lines: readonly PartLine[], bodyCharset: string | null): string | null {
  for (const [header, name] of [
    ['content-disposition', 'filename'],
    ['content-type', 'name'],
  ] as const) {
    const line = lines.find(({ key }) => key === header)?.line;
    const found = line ? parameter(parametersOf(line), name, bodyCharset) : null;
    if (found) return found;
  }
  return null;
}

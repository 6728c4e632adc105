import { fold, type Part, placesOf, runsIn, textKept } from './words.ts';

/** A text with the places, [from, to), that answer what was asked. */
export interface Marked {
  text: string;
  marks: [number, number][];
}

function merged(marks: [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const [from, to] of marks.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

export function marked(given: string, parts: readonly Part[], inName: boolean): Marked {
  const { text, folded, places } = fold(given.slice(0, textKept));
  const runs = runsIn(folded);
  const original = (at: number) => places[at] ?? text.length;
  const marks = parts
    .flatMap((part) => placesOf(part, runs, inName))
    .map(([from, to]): [number, number] => {
      const start = original(from);
      return [start, Math.max(original(to), start + 1)];
    });
  return { text, marks: merged(marks) };
}

/** Room before the first find, and in all, in characters. */
const lead = 40;
const room = 180;

/** The stretch of a text around what was found, on one line; null when nothing was. */
export function excerptOf(given: string, parts: readonly Part[]): Marked | null {
  const { text, marks } = marked(given.replace(/\s+/g, ' ').trim(), parts, false);
  const first = marks[0];
  if (!first) return null;
  let from = Math.max(0, first[0] - lead);
  if (from > 0) {
    const space = text.indexOf(' ', from);
    if (space >= 0 && space < first[0]) from = space + 1;
    else while (from < first[0] && isTail(text, from)) from++;
  }
  let to = Math.min(text.length, from + room);
  while (to < text.length && isTail(text, to)) to++;
  const head = from > 0 ? '…' : '';
  const within = marks.filter(([start]) => start < to);
  return {
    text: `${head}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    marks: within.map(([start, end]) => [start - from + head.length, Math.min(end, to) - from + head.length]),
  };
}

/** A cut here would halve a character. */
const isTail = (text: string, at: number) => /[\uDC00-\uDFFF\p{M}]/u.test(text[at] ?? '');

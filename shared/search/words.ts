/**
 * How a text is read for searching, the same on the server and on a screen. Width, case and Latin accents do not matter.
 * Scripts that write without spaces are found by any part of a run, the others by words; the last word one has typed is
 * taken for the beginning of one.
 */

/** A text as it is compared, and for each of its characters where it stands in `text`. */
export interface Folded {
  /** The text that the places are of: composed, else as it was given. */
  text: string;
  folded: string;
  /** Where each UTF-16 unit of `folded` comes from; one more for the end. */
  places: number[];
}

/** Letters with no accent to take off that people type without it all the same. */
const plainLetters: Readonly<Record<string, string>> = { ø: 'o', đ: 'd', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

/** A character with what belongs to it; narrow kana have their voice marks beside them. */
const withMarks = /[^\p{M}ﾞﾟ][\p{M}ﾞﾟ]*|./gsu;

const plainAscii = /^[\x20-\x7e]*$/;

const foldOne = (one: string): string => {
  const plain = one
    .toLowerCase()
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFKC')
    .toLowerCase();
  return plainLetters[plain] ?? plain;
};

export function fold(given: string): Folded {
  if (plainAscii.test(given))
    return { text: given, folded: given.toLowerCase(), places: Array.from({ length: given.length + 1 }, (_, i) => i) };
  const text = given.normalize('NFC');
  const places: number[] = [];
  let folded = '';
  let at = 0;
  for (const [one] of text.matchAll(withMarks)) {
    const plain = foldOne(one);
    for (let i = 0; i < plain.length; i++) places.push(at);
    folded += plain;
    at += one.length;
  }
  places.push(at);
  return { text, folded, places };
}

/** Scripts whose words have no spaces between them, or whose endings grow onto them. */
const dense =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const aWord = /[\p{L}\p{N}\p{M}]+/gu;

export interface Run {
  text: string;
  /** Of a script that is found by any part. */
  dense: boolean;
  /** In the folded text. */
  at: number;
}

/** The words and dense runs of a folded text, in its order. */
export function runsIn(folded: string): Run[] {
  const runs: Run[] = [];
  for (const word of folded.matchAll(aWord)) {
    let from = 0;
    const push = (text: string, isDense: boolean, at: number) => {
      if (text !== '') runs.push({ text, dense: isDense, at: word.index + at });
    };
    for (const part of word[0].matchAll(dense)) {
      push(word[0].slice(from, part.index), false, from);
      push(part[0], true, part.index);
      from = part.index + part[0].length;
    }
    push(word[0].slice(from), false, from);
  }
  return runs;
}

/** Longer words are told apart well enough by so many characters. */
export const wordLength = 24;
/** Beginnings shorter than this are looked for in names only: in texts they would find everything. */
export const shortBeginning = 3;
/** Nobody types more, and each costs a look. */
const partsAsked = 8;

/** What is looked for. `word`: that very word. `beginning`: a word that begins so. `part`: these characters in a row. */
export interface Part {
  kind: 'word' | 'beginning' | 'part';
  text: string;
}

const cut = (word: string): string => word.slice(0, wordLength);

export function partsOf(asked: string): Part[] {
  const runs = runsIn(fold(asked).folded);
  const parts = runs.map(({ text, dense: isDense }, index): Part => {
    if (isDense) return { kind: 'part', text: text.slice(0, 40) };
    return { kind: index === runs.length - 1 ? 'beginning' : 'word', text: cut(text) };
  });
  const known = new Set<string>();
  return parts
    .filter(({ kind, text }) => {
      const key = `${kind} ${text}`;
      return known.has(key) ? false : known.add(key);
    })
    .slice(-partsAsked);
}

/** Where a part stands in a folded text: from, to. */
export function placesOf({ kind, text }: Part, runs: readonly Run[], inName: boolean): [number, number][] {
  const found: [number, number][] = [];
  for (const run of runs) {
    if (kind === 'part') {
      if (!run.dense) continue;
      for (let at = run.text.indexOf(text); at >= 0; at = run.text.indexOf(text, at + text.length))
        found.push([run.at + at, run.at + at + text.length]);
    } else if (!run.dense) {
      const word = cut(run.text);
      const asWord = kind === 'word' || (!inName && text.length < shortBeginning);
      if (asWord ? word === text : word.startsWith(text))
        found.push([run.at, run.at + (asWord ? run.text.length : text.length)]);
    }
  }
  return found;
}

/** So much of a text is searched; what is longer is seldom meant beyond it. */
export const textKept = 12_000;

/** A thing as it is searched: what it is called, and what it says. */
export interface Searched {
  names: readonly string[];
  texts: readonly string[];
}

/** Does it hold all that was asked for? The one meaning of a search; the index only leads to it. */
export function holdsAll(parts: readonly Part[], { names, texts }: Searched): boolean {
  const named = names.map((name) => runsIn(fold(name.slice(0, textKept)).folded));
  const said = texts.map((text) => runsIn(fold(text.slice(0, textKept)).folded));
  return parts.every(
    (part) =>
      named.some((runs) => placesOf(part, runs, true).length > 0) ||
      said.some((runs) => placesOf(part, runs, false).length > 0),
  );
}

/** Longer words are told apart well enough by so many characters. */
const wordLength = 24;
/** Somebody's name, addresses and number have fewer. */
const wordsKept = 32;
const wordsAsked = 5;

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

/** One spelling for what reads alike: width, case, Latin accents. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFKC')
    .toLowerCase();

const runsOf = (text: string): string[] =>
  (plain(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).flatMap((run) =>
    [...(run.match(cjk) ?? []), ...run.split(cjk)].filter((part) => part !== ''),
  );

/** Scripts that write without spaces are found from any character on. */
const beginningsOf = (run: string): string[] => {
  if (!new RegExp(cjk.source, 'u').test(run)) return [run];
  const characters = [...run];
  return characters.map((_, index) => characters.slice(index).join(''));
};

const cut = (word: string): string => [...word].slice(0, wordLength).join('');

/** The words a thing is found by: each of them, or the beginning of one. */
export const wordsOf = (...texts: (string | null)[]): string[] =>
  [
    ...new Set(
      texts
        .flatMap((text) => runsOf(text ?? ''))
        .flatMap(beginningsOf)
        .map(cut),
    ),
  ].slice(0, wordsKept);

/** What somebody has typed so far, longest first: a thing must have a word that begins with each. */
export const wordsAskedFor = (text: string): string[] =>
  [...new Set(runsOf(text).map(cut))].sort((a, b) => b.length - a.length).slice(0, wordsAsked);

/** Words as they lie in an index: under each scope of those who may find them. */
export const wordKeys = (scopes: readonly string[], words: readonly string[]): string[] =>
  scopes.flatMap((scope) => words.map((word) => `${scope} ${word}`));

/** A regular expression for those of one scope, served by an index. Words are letters and digits: nothing needs escaping. */
export const wordKeyPattern = (scope: string, beginning: string): string => `^${scope} ${beginning}`;

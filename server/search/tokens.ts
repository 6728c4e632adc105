import {
  fold,
  type Part,
  runsIn,
  type Searched,
  shortBeginning,
  textKept,
  wordLength,
} from '../../shared/search/words.ts';

/**
 * What a thing is found by: its words; the first three letters of each as `abc*`, so that a beginning is found in the
 * order of time; of names the first one and two as well; of dense scripts each character and each two in a row; and a
 * whole name as `=name`.
 */

/** No mail is found by more: a list of everything is no text. */
const tokensKept = 1_500;
const nameKept = 120;

const pairsOf = (run: string): string[] => {
  const characters = [...run];
  return characters.flatMap((one, i) => (i === 0 ? [one] : [one, `${characters[i - 1]}${one}`]));
};

const startsOf = (word: string, from: number): string[] =>
  Array.from({ length: shortBeginning - from + 1 }, (_, i) => from + i)
    .filter((length) => word.length >= length)
    .map((length) => `${word.slice(0, length)}*`);

function tokensIn(text: string, inName: boolean): string[] {
  return runsIn(fold(text.slice(0, textKept)).folded).flatMap(({ text: run, dense }) => {
    if (dense) return pairsOf(run);
    const word = run.slice(0, wordLength);
    return [word, ...startsOf(word, inName ? 1 : shortBeginning)];
  });
}

export const wholeName = (name: string): string =>
  `=${runsIn(fold(name.slice(0, textKept)).folded)
    .map(({ text }) => text)
    .join(' ')
    .slice(0, nameKept)}`;

export const tokensOf = ({ names, texts }: Searched): string[] =>
  [
    ...new Set([
      ...names.map(wholeName),
      ...names.flatMap((name) => tokensIn(name, true)),
      ...texts.flatMap((text) => tokensIn(text, false)),
    ]),
  ].slice(0, tokensKept);

/** A condition on tokens. `along`: the token whose order of time leads to it when there are too many to sort. */
export interface Sought {
  test: string | { any: string[] } | { start: string };
  along: string | string[];
  /** The token of the very word, where more than that is meant. */
  exact?: string;
}

/** Pairs of one run that are asked for; a hit is read again in the end. */
const pairsAsked = 6;

export function soughtBy({ kind, text }: Part): Sought[] {
  if (kind === 'word') return [{ test: text, along: text }];
  if (kind === 'beginning') {
    if (text.length < shortBeginning) return [{ test: { any: [text, `${text}*`] }, along: [text, `${text}*`] }];
    const start = `${text.slice(0, shortBeginning)}*`;
    return [
      text.length === shortBeginning
        ? { test: start, along: start }
        : { test: { start: text }, along: start, exact: text },
    ];
  }
  const characters = [...text];
  if (characters.length === 1) return [{ test: text, along: text }];
  const pairs = [...new Set(characters.slice(1).map((one, i) => `${characters[i]}${one}`))];
  const step = Math.max(1, Math.ceil(pairs.length / pairsAsked));
  return pairs.filter((_, i) => i % step === 0).map((pair) => ({ test: pair, along: pair }));
}

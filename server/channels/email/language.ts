import { detect } from 'tinyld';

/** Enough to tell by, and no more to look at. */
const looked = 2000;
/** Of fewer letters nobody can tell. */
const leastLetters = 12;
const leastCharacters = 4;

/** The language somebody wrote in, as ISO 639-1 has it; null where that cannot be told. */
export function languageOf(text: string): string | null {
  const words = text.slice(0, looked).replace(/\S*(@|:\/\/)\S*/g, ' ');
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  const characters = words.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0;
  if (letters < leastLetters && characters < leastCharacters) return null;
  return detect(words) || null;
}

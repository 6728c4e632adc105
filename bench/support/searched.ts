import { drawn } from './draws.ts';

const syllables = [
  'ka',
  'le',
  'mo',
  'ri',
  'tu',
  'sen',
  'par',
  'vol',
  'dik',
  'ban',
  'fer',
  'gos',
  'hal',
  'jun',
  'wex',
  'zim',
];
const wordOf = (n: number): string =>
  `${syllables[n % 16]}${syllables[Math.floor(n / 16) % 16]}${syllables[Math.floor(n / 256) % 16]}`;

/** The lower its place, the more tickets have it. */
export const commonWord = (place: number): string => wordOf(place);
/** One of many that about ten tickets share, whatever the size. */
export const rareWord = (n: number): string => `${wordOf(n % 4096)}x${n}`;

const chinese = ['茶壺漏水了', '訂單還沒到', '想要退款', '包裹寄丟了', '發票抬頭錯誤'];

/** A ticket's name of eight words, drawn as words are in language: few are common, most are rare. */
export function nameAt(index: number, count: number): string {
  const word = (what: number) => commonWord(Math.floor(1000 ** (drawn(index, what, 10_000) / 10_000)) - 1);
  const first = drawn(index, 40, 2) === 0 ? `${commonWord(0)} ` : '';
  const rare = rareWord(drawn(index, 41, Math.max(1, Math.ceil(count / 10))));
  const han = drawn(index, 42, 10) === 0 ? ` ${chinese[drawn(index, 43, chinese.length)]}` : '';
  return `${first}${[44, 45, 46, 47, 48].map(word).join(' ')} ${rare}${han}`;
}

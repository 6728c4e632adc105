import { expect, test } from '@jest/globals';
import { en } from '../../client/i18n/en.ts';
import { zhHant } from '../../client/i18n/zhHant.ts';

type Words = { [key: string]: string | Words };

const flat = (words: Words, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

const english = new Map(flat(en));
const chinese = new Map(flat(zhHant));

test('a translation fills in what the original fills in', () => {
  for (const [key, text] of chinese) {
    const original = english.get(key) ?? '';
    expect([key, holes(text)]).toEqual([key, holes(original)]);
  }
});

/** Names and keys are the same in every language. */
const sameEverywhere = new Set(['app', 'language.en', 'language.zhHant', 'history.baton']);

test('no sentence is left in English', () => {
  const same = [...chinese].filter(([key, text]) => english.get(key) === text).map(([key]) => key);
  expect(same.filter((key) => !sameEverywhere.has(key))).toEqual([]);
});

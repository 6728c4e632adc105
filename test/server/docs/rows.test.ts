import { readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const root = new URL('../../../', import.meta.url);
const walks = new URL('test/e2e/', root);
const table = new URL('docs/rows.md', root);

const languages = ['en', 'zh'] as const;
interface Mark {
  file: string;
  line: string;
  /** The line it stands before. */
  before: string;
  rows: string[];
  languages: string[];
}

/** A comment that begins like a row's id is a mark, well written or not. */
const beginsLikeOne = /^\s*\/\/ [A-Z]\d+\b/;
const form = /^\s*\/\/ ([A-Z]\d+(?:, [A-Z]\d+)*) \((en|zh|en, zh)\)$/;
const beginsTest = /^\s*(testWith|describe|for|notACharacterIsLostWhen)\b/;

async function marksIn(file: string): Promise<Mark[]> {
  const lines = (await readFile(new URL(file, walks), 'utf8')).split('\n');
  return lines.flatMap((line, at) => {
    if (!beginsLikeOne.test(line)) return [];
    const [, rows = '', read = ''] = form.exec(line) ?? [];
    const before = lines.slice(at + 1).find((one) => !beginsLikeOne.test(one)) ?? '';
    return [{ file, line: `${file}: ${line.trim()}`, before, rows: rows.split(', '), languages: read.split(', ') }];
  });
}

async function everyMark(): Promise<Mark[]> {
  const files = (await readdir(walks, { recursive: true })).filter((name) => name.endsWith('.test.ts')).sort();
  return (await Promise.all(files.map(marksIn))).flat();
}

/** Where a row is walked by somebody who reads this language. */
function walked(marks: readonly Mark[], row: string, language: string): string {
  const there = marks.filter((mark) => mark.rows.includes(row) && mark.languages.includes(language));
  const files = [...new Set(there.map(({ file }) => file.replace('.test.ts', '')))];
  return files.length > 0 ? files.join(', ') : 'not yet';
}

const ofRow = /^\| ([A-Z]\d+)( \[S\])? \| (.*?) \| (.*?) \| (.*?) \|$/gm;

test('every mark of a walk is well written, stands before a test, and names rows of the table', async () => {
  const known = new Set([...(await readFile(table, 'utf8')).matchAll(ofRow)].map(([, row]) => row));
  const wrong = (await everyMark()).filter(
    ({ rows, before }) => !beginsTest.test(before) || !rows.every((row) => known.has(row)),
  );
  expect(wrong.map(({ line }) => line)).toEqual([]);
});

test('the table says where each row is walked, in either language', async () => {
  const marks = await everyMark();
  const written = await readFile(table, 'utf8');
  const now = written.replace(
    ofRow,
    (_line, row: string, same = '', what: string) =>
      `| ${row}${same} | ${what} | ${languages.map((language) => walked(marks, row, language)).join(' | ')} |`,
  );
  if (process.env.UPDATE_ROWS) await writeFile(table, now);
  else expect(written).toBe(now);
});

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, jest, test } from '@jest/globals';

jest.setTimeout(180_000);

const root = join(import.meta.dirname, '..', '..');
const client = join(root, 'build', 'client');
const weightOf = (path: string) => gzipSync(readFileSync(join(client, path))).length;

/** What the page names itself, and the words of one language, of whichever they are more. */
function firstLoad(): Record<string, number> {
  const page = readFileSync(join(client, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].flatMap(([, path]) => path ?? []);
  const words = readdirSync(join(client, 'assets'))
    .filter((name) => /^(en|zhHant)-.*\.js$/.test(name))
    .map((name) => `assets/${name}`)
    .sort((a, b) => weightOf(b) - weightOf(a))
    .slice(0, 1);
  return Object.fromEntries([...new Set([...named, ...words])].map((path) => [path, weightOf(path)]));
}

test('the list shows after at most 200 kB of compressed JavaScript', () => {
  execFileSync(process.execPath, [join(root, 'server', 'start.mjs'), '--build-only'], { stdio: 'ignore' });
  const parts = firstLoad();
  expect(Object.keys(parts).some((path) => /\/(en|zhHant)-/.test(path))).toBe(true);
  const total = Object.values(parts).reduce((sum, weight) => sum + weight, 0);
  expect({ total, parts, within: total <= 200_000 }).toMatchObject({ within: true });
  // Schemas are the server's: a screen reasons without them.
  const code = Object.keys(parts).map((path) => readFileSync(join(client, path), 'utf8'));
  expect(code.some((text) => text.includes('invalid_union'))).toBe(false);
});

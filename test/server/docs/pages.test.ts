import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const root = new URL('../../../', import.meta.url);
const page = (path: string) => readFile(new URL(path, root), 'utf8');
const exists = (path: string) =>
  readdir(new URL(path.replace(/[^/]*$/, ''), root)).then(
    (names) => names.includes(path.replace(/^.*\//, '')) || path.endsWith('/'),
    () => false,
  );

test('the README says how to start and how to test', async () => {
  const readme = await page('README.md');
  expect(readme).toContain('npm ci && npm start');
  expect(readme).toContain('npm ci && npm test');
});

test('operations.md explains every environment variable that the code reads', async () => {
  const source = await page('server/platform/config.ts');
  const shape = /const Environment = z\.object\(\{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
  const names = [...shape.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1]);
  expect(names.length).toBeGreaterThan(10);
  const operations = await page('docs/operations.md');
  expect(names.filter((name) => !operations.includes(`| \`${name}\` |`))).toEqual([]);
});

test('operations.md explains no variable that the code does not read', async () => {
  const source = await page('server/platform/config.ts');
  const rows = [...(await page('docs/operations.md')).matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map((match) => match[1]);
  expect(rows.filter((name) => !source.includes(`${name}:`))).toEqual([]);
});

test('architecture.md has a caption for every folder of the house', async () => {
  const folders = async (path: string) =>
    (await readdir(new URL(path, root), { withFileTypes: true })).flatMap((entry) =>
      entry.isDirectory() && !entry.name.startsWith('.') ? [`${path}${entry.name}/`] : [],
    );
  const architecture = await page('docs/architecture.md');
  const missing = [...(await folders('server/')), ...(await folders('shared/'))].filter(
    (folder) => !architecture.includes(`\`${folder}\``),
  );
  expect(missing).toEqual([]);
});

test('links between pages lead somewhere', async () => {
  const decisions = (await readdir(new URL('docs/decisions/', root))).map((name) => `docs/decisions/${name}`);
  const pages = ['README.md', 'AGENTS.md', 'docs/architecture.md', 'docs/operations.md', ...decisions];
  const broken: string[] = [];
  for (const path of pages) {
    const folder = path.replace(/[^/]*$/, '');
    for (const [, target = ''] of (await page(path)).matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)) {
      const { pathname } = new URL(`${folder}${target}`, 'file:///');
      if (!(await exists(pathname.slice(1)))) broken.push(`${path} → ${target}`);
    }
  }
  expect(broken).toEqual([]);
});

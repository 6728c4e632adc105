import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCorpus } from '../../../proof/mail/corpus.ts';
import { plainLetter } from './letters.ts';

const one = plainLetter({ subject: 'One', text: 'From here on, words.' });
const unix = (bytes: Buffer) => bytes.toString().replaceAll('\r\n', '\n');
const apple = `${unix(one).length}\n${unix(one)}<?xml version="1.0"?>\n<plist></plist>\n`;
const boxed = `From nora@x.test Mon Mar  2 10:00:00 2026\n${unix(one).replace('\nFrom here', '\n>From here')}\n`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-corpus-'));
  const files: Record<string, string | Buffer> = {
    'a/letter.eml': one,
    'b/12345': unix(one),
    'Maildir/cur/1772445600.M1P2.host:2,S': unix(one),
    'Maildir/new/1772445600.M1P3.host': 'no header, and a mail all the same',
    'Mail/Messages/7.emlx': apple,
    'Mail/Messages/8.emlx': 'nothing',
    'old.mbox': `${boxed}${boxed}`,
    'empty.mbox': '',
    'readme.md': '# Readme',
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the mails of a folder are found as files, in mail boxes, in a Maildir and as Apple keeps them', async () => {
  const { mails, passedOver } = await readCorpus(folder);
  expect(mails.map(({ name }) => name)).toEqual([
    'Mail/Messages/7.emlx',
    'Maildir/cur/1772445600.M1P2.host:2,S',
    'Maildir/new/1772445600.M1P3.host',
    'a/letter.eml',
    'b/12345',
    'old.mbox 1',
    'old.mbox 2',
  ]);
  for (const { name, bytes } of mails) if (!name.includes('/new/')) expect(bytes.toString()).toBe(one.toString());
  expect(passedOver.sort()).toEqual(['Mail/Messages/8.emlx', 'empty.mbox', 'readme.md']);
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { keepFiles } from '../../../server/channels/email/attachments.ts';
import { fingerprintOf } from '../../../server/channels/email/fingerprint.ts';
import { parseMail } from '../../../server/channels/email/parse.ts';
import { foldQuote } from '../../../server/channels/email/quote.ts';
import { sanitizeMail } from '../../../server/channels/email/sanitize.ts';

const corpus = process.env.MAIL_CORPUS;
const blobs = { put: async () => '0'.repeat(64), get: async () => Buffer.alloc(0) };

/** Real and tricky mails from elsewhere: `MAIL_CORPUS=<folder>`. None may break the reader, whatever is in it. */
(corpus ? test : test.skip)('every mail of MAIL_CORPUS is read', async () => {
  const folder = corpus ?? '';
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const failed: string[] = [];
  for (const path of paths) {
    const bytes = await readFile(path);
    try {
      const mail = await parseMail(bytes);
      const { pictures } = await keepFiles(mail.files, blobs);
      if (mail.html !== null) sanitizeMail(mail.html, pictures);
      foldQuote(mail.text);
      fingerprintOf('channel', bytes);
    } catch (error) {
      failed.push(`${path}: ${String(error)}`);
    }
  }
  expect(failed).toEqual([]);
  expect(paths.length).toBeGreaterThan(0);
});

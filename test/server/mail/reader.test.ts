import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createMailReader, type MailReader, Unreadable } from '../../../server/channels/email/reader.ts';
import { type Blobs, createDiskBlobs } from '../../../server/files/blobs.ts';
import { letter, pixel, plainLetter } from './letters.ts';
import { homeAddress, names, received, signed } from './names.ts';

const roomy = { ms: 60_000, heapMb: 256 };

let folder: string;
let blobs: Blobs;
let reader: MailReader | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-reader-'));
  blobs = createDiskBlobs(folder);
});
afterEach(() => reader?.stop());
afterAll(() => rm(folder, { recursive: true, force: true }));

function openReader(quick = roomy): MailReader {
  reader = createMailReader(folder, names, { quick, slow: roomy });
  return reader;
}

test('a mail is read in a process of its own, its files kept as they pass', async () => {
  const mail = letter(
    'From: Nora <nora@customers.test>',
    'Subject: With a picture',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Look.',
    '--b',
    'Content-Type: image/png; name=dot.png',
    'Content-Transfer-Encoding: base64',
    '',
    pixel.toString('base64'),
    '--b--',
  );
  const read = await openReader().read(await blobs.put(mail), 'quick');
  expect(read).toMatchObject({
    from: { name: 'Nora', address: 'nora@customers.test' },
    subject: 'With a picture',
    content: {
      text: 'Look.',
      broken: false,
      attachments: [{ name: 'dot.png', type: 'image/png', size: pixel.length }],
    },
  });
  expect((await blobs.get(read.content.attachments[0]?.fileId ?? '')).equals(pixel)).toBe(true);
});

test('a mail that takes too long is given up, and the next one is read', async () => {
  const lanes = openReader({ ms: 300, heapMb: 256 });
  const endless = Buffer.concat([plainLetter(), Buffer.alloc(150_000_000, 'words and words\r\n')]);
  const given = expect(lanes.read(await blobs.put(endless), 'quick')).rejects.toThrow(Unreadable);
  const next = lanes.read(await blobs.put(plainLetter({ subject: 'Next' })), 'quick');
  await given;
  expect((await next).subject).toBe('Next');
});

test('a mail that takes too much memory is given up, and the next one is read', async () => {
  const lanes = openReader({ ms: 60_000, heapMb: 40 });
  const huge = letter('Content-Type: text/html; charset=utf-8', '', '<p>漏水</p>\r\n'.repeat(1_000_000));
  await expect(lanes.read(await blobs.put(huge), 'quick')).rejects.toThrow(Unreadable);
  expect((await lanes.read(await blobs.put(plainLetter({ subject: 'Next' })), 'quick')).subject).toBe('Next');
});

test('a mail whose bytes are gone is not the mail’s fault', async () => {
  const asked = openReader().read('0'.repeat(64), 'quick');
  await expect(asked).rejects.toThrow(/ENOENT/);
  await expect(asked).rejects.not.toThrow(Unreadable);
});

const nora = { name: 'Nora', address: 'nora@customers.test' };
const checked = {
  from: nora,
  envelopeFrom: nora.address,
  origin: null,
};
const honest = async () =>
  Buffer.concat([
    Buffer.from(`${received(homeAddress, 'mail.customers.test')}\r\n`),
    await signed(plainLetter({ from: 'Nora <nora@customers.test>' })),
  ]);

test('a sender is checked in the reader’s process, which asks the node for names', async () => {
  const mail = await blobs.put(await honest());
  expect(await openReader().check(mail, checked, 'quick')).toMatchObject({ from: 'pass', spf: 'pass', dkim: 'pass' });
});

test('a mail of a thousand signatures is believed in nothing, and is not hashed a thousand times', async () => {
  const signatures = Array.from(
    { length: 1000 },
    (_, index) => `DKIM-Signature: v=1; a=rsa-sha256; d=x.test; s=key; l=${index}; bh=YQ==; b=YQ==\r\n`,
  );
  const mail = await blobs.put(Buffer.concat([Buffer.from(signatures.join('')), plainLetter()]));
  expect(await openReader().check(mail, checked, 'quick')).toMatchObject({ from: 'fail', dkim: 'permerror' });
});

test('a mail that takes its reader down leaves the checks beside it alone', async () => {
  const lanes = openReader({ ms: 300, heapMb: 256 });
  const endless = Buffer.concat([plainLetter(), Buffer.alloc(60_000_000, 'words and words\r\n')]);
  const given = expect(lanes.read(await blobs.put(endless), 'quick')).rejects.toThrow(Unreadable);
  const mail = await blobs.put(await honest());
  expect(await lanes.check(mail, checked, 'quick')).toMatchObject({ from: 'pass' });
  await given;
});

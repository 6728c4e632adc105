import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fingerprintOf } from '../../../server/channels/email/fingerprint.ts';
import { readMail } from '../../../server/channels/email/read.ts';
import { until } from '../../support/until.ts';
import { openDesk } from './desk.ts';
import { memoryBlobs } from './memoryBlobs.ts';

const corpus = process.env.MAIL_CORPUS;

const pathsIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Real and tricky mails from elsewhere: `MAIL_CORPUS=<folder>`. None may break the reader, whatever is in it. */
(corpus ? test : test.skip)('every mail of MAIL_CORPUS is read', async () => {
  const paths = await pathsIn(corpus ?? '');
  const failed: string[] = [];
  for (const path of paths) {
    const bytes = await readFile(path);
    try {
      const blobs = memoryBlobs();
      await readMail(await blobs.put(bytes), blobs);
      fingerprintOf('channel', bytes);
    } catch (error) {
      failed.push(`${path}: ${String(error)}`);
    }
  }
  expect(failed).toEqual([]);
  expect(paths.length).toBeGreaterThan(0);
});

const longMs = 300_000;

(corpus ? test : test.skip)(
  'every mail of MAIL_CORPUS that is sent to a node, twice, becomes one message',
  async () => {
    const desk = await openDesk();
    const prints = new Set<string>();
    for (const path of await pathsIn(corpus ?? '')) {
      const bytes = Buffer.from((await readFile(path, 'latin1')).replace(/\r?\n/g, '\r\n'), 'latin1');
      if (bytes.length === 0) continue;
      prints.add(fingerprintOf('channel', bytes));
      for (const _time of [1, 2]) expect([path, (await desk.post(bytes)).kind]).toEqual([path, 'sent']);
    }
    const { app, workspaceId } = desk.cluster;
    const messages = app.storage.connection.collection('messages');
    await until(
      `${prints.size} messages`,
      async () => (await messages.countDocuments({ workspaceId })) >= prints.size,
      longMs,
    );
    expect(await messages.countDocuments({ workspaceId })).toBe(prints.size);
    expect(desk.cluster.faults()).toEqual([]);
    await desk.stop();
  },
  longMs,
);

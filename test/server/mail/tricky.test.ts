import { expect, test } from '@jest/globals';
import { readMail } from '../../../server/channels/email/read.ts';
import { memoryBlobs } from './memoryBlobs.ts';
import { trickyMails } from './trickyMails.ts';

/** `npm run proof -- mail` sends the same mails to a node, or any others: MAIL_CORPUS=<folder>. */
test.each(trickyMails())(
  '$name: is read for what it says',
  async ({ mail, subject, from, sender, text, without, files, nested, broken }) => {
    const blobs = memoryBlobs();
    const { content, ...read } = await readMail(await blobs.put(mail), blobs);
    if (subject !== undefined) expect(read.subject).toBe(subject);
    if (from !== undefined) expect(read.from?.address ?? null).toBe(from);
    if (sender !== undefined) expect(read.from?.name).toBe(sender);
    if (text !== undefined) expect(content.text).toContain(text);
    if (without !== undefined) expect(content.text).not.toContain(without);
    if (files !== undefined) expect(content.attachments.map(({ name }) => name)).toEqual(files);
    if (nested !== undefined) expect(content.nested?.[0]?.text).toContain(nested);
    expect(content.broken).toBe(broken ?? false);
  },
);

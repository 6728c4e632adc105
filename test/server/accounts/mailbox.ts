import { simpleParser } from 'mailparser';
import type { App } from '../../../server/app.ts';
import { until } from '../../support/until.ts';

/** A mail that Baton wrote to a person. */
export interface Letter {
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  headers: Map<string, unknown>;
  /** As it was written. */
  raw: string;
}

/** What has arrived at an address, oldest first. Mail stays in the development mailbox while SMTP_URL is not set. */
export async function lettersTo(app: App, address: string): Promise<Letter[]> {
  const rows = await app.storage.connection
    .collection<{ _id: string; to: string[]; blob: string; at: Date }>('devMailbox')
    .find({ to: address })
    .sort({ at: 1 })
    .toArray();
  return Promise.all(
    rows.map(async ({ to, blob }) => {
      const bytes = await app.blobs.get(blob);
      const mail = await simpleParser(bytes);
      const { subject = '', text = '', html, from, headers } = mail;
      return { to, from: from?.text ?? '', subject, text, html: html || '', headers, raw: bytes.toString() };
    }),
  );
}

/** Waits until so many have arrived, and answers the last. */
export async function letterTo(app: App, address: string, count = 1): Promise<Letter> {
  let letters: Letter[] = [];
  await until(`${count} mails to ${address}`, async () => {
    letters = await lettersTo(app, address);
    return letters.length >= count;
  });
  const last = letters.at(-1);
  if (!last) throw new Error('It was there a moment ago');
  return last;
}

/** The token of the link in a mail. */
export function tokenIn(letter: Letter, path: 'join' | 'reset'): string {
  const token = new RegExp(`/${path}/([A-Za-z0-9_-]+)`).exec(letter.text)?.[1];
  if (!token) throw new Error(`No link to /${path} in: ${letter.text}`);
  return token;
}

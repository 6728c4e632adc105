import { readFile } from 'node:fs/promises';
import { keepFiles } from '../channels/email/attachments.ts';
import { sanitizeMail, sanitizerVersion } from '../channels/email/sanitize.ts';
import type { Incoming } from '../conversations/model.ts';
import type { Blobs } from '../files/blobs.ts';
import type { DemoFile, DemoMessage, DemoTicket, Enclosed } from './content/shape.ts';

type Parts = Pick<Incoming, 'htmlBlob' | 'sanitizer' | 'remoteImages' | 'attachments'>;

export type Kept = ReadonlyMap<DemoMessage, Parts>;

export const nothingEnclosed: Parts = { htmlBlob: null, sanitizer: null, remoteImages: 0, attachments: [] };

/** The pictures lie among the sources; compiled, this file is elsewhere. */
const pictures = new URL(
  import.meta.url.endsWith('.ts') ? 'pictures/' : '../../../server/demo/pictures/',
  import.meta.url,
);

async function fileOf(file: DemoFile) {
  const content = 'text' in file ? Buffer.from(file.text) : await readFile(new URL(file.picture, pictures));
  return { contentType: file.type, filename: file.name, content, cid: file.cid, related: file.cid !== undefined };
}

/** Keeps a mail's files and its HTML the way the mail of real customers is kept. */
async function keep({ html, files = [] }: Enclosed, blobs: Blobs): Promise<Parts> {
  const kept = await keepFiles(await Promise.all(files.map(fileOf)), blobs);
  const safe = html === undefined ? null : sanitizeMail(html, kept.pictures);
  return {
    htmlBlob: safe && (await blobs.put(Buffer.from(safe.html))),
    sanitizer: safe && sanitizerVersion,
    remoteImages: safe?.remoteImages ?? 0,
    attachments: kept.files.map(({ view, cid }) => ({
      ...view,
      inline: cid !== null && (safe?.shown.has(cid) ?? false),
    })),
  };
}

/** What the mails of these tickets hold, stored for good before anything names it. */
export async function keepEnclosed(tickets: readonly DemoTicket[], blobs: Blobs): Promise<Kept> {
  const kept = new Map<DemoMessage, Parts>();
  for (const message of tickets.flatMap(({ talk }) => talk)) {
    if (!('by' in message) && (message.html || message.files)) kept.set(message, await keep(message, blobs));
  }
  return kept;
}

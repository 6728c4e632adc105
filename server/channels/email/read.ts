import type { Incoming, Inside } from '../../conversations/model.ts';
import type { Blobs } from '../../files/blobs.ts';
import { filesOf } from './attachments.ts';
import { bareText } from './bareText.ts';
import type { RawHeaders } from './headers.ts';
import { createOpener, type OpenedMail } from './inside/open.ts';
import { languageOf } from './language.ts';
import { parseHeader } from './parse.ts';
import { fullerText } from './plainText.ts';
import { foldQuote } from './quote.ts';
import { sanitizeMail, sanitizerVersion } from './sanitize.ts';

/** A mail that was read. Plain data: it crosses from the thread that reads to the one that keeps. */
export interface ReadMail extends Pick<Incoming, 'from' | 'to' | 'cc' | 'subject' | 'mailId' | 'references'> {
  headers: RawHeaders;
  content: Inside;
}

/** Both halves of what is shown are cut at 100,000 characters; looking for quotations beyond that is for nothing. */
const foldedLength = 300_000;

async function contentOf(mail: OpenedMail, broken: boolean, blobs: Blobs): Promise<Omit<Inside, 'nested'>> {
  const { files, pictures } = filesOf(mail.files);
  const safe = mail.html === null ? null : sanitizeMail(mail.html, pictures);
  const folded = foldQuote(fullerText(mail, safe).slice(0, foldedLength));
  return {
    ...folded,
    language: languageOf(folded.text),
    htmlBlob: safe && (await blobs.put(Buffer.from(safe.html))),
    sanitizer: safe && sanitizerVersion,
    remoteImages: safe?.remoteImages ?? 0,
    attachments: files.map(({ view, cid }) => ({ ...view, inline: cid !== null && (safe?.shown.has(cid) ?? false) })),
    protections: mail.protections,
    meeting: mail.meeting,
    broken: broken || (mail.html !== null && safe === null),
  };
}

/** Reads a raw mail. Slow and hungry when the mail was made so: nothing but a thread of its own should call it. */
export async function readMail(blob: string, blobs: Blobs): Promise<ReadMail> {
  const { readLetter, open, nested: nestedIn } = createOpener(blobs);
  const mail = await readLetter(blobs.read(blob));
  const { headers, from, to, cc, subject, mailId, references, broken } = mail;
  const opened = await open(mail);
  // First those in it: a mail that bears no name is named after its subject.
  const nested = await nestedIn(opened.letters);
  const content = { ...(await contentOf(opened, broken, blobs)), nested };
  return { headers, from, to, cc, subject, mailId, references, content };
}

/** What the header alone tells, of a mail that cannot be read: it is shown as broken, and its bytes are kept. */
export function unreadMail(head: Buffer): ReadMail {
  const known = parseHeader(head);
  const content: Inside = {
    text: bareText(head),
    quoted: '',
    language: null,
    htmlBlob: null,
    sanitizer: null,
    remoteImages: 0,
    attachments: [],
    nested: [],
    protections: [],
    meeting: null,
    broken: true,
  };
  return { ...known, content };
}

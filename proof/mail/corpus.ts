import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { trickyMails } from '../../test/server/mail/trickyMails.ts';

/** A mail to be sent, as the bytes that leave. */
export interface CorpusMail {
  name: string;
  bytes: Buffer;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Between mail servers lines end in CRLF: who hands a file over that was kept another way makes them so, and so do we. */
export function asSent(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    if (at > 0 && bytes[at - 1] === carriageReturn) continue;
    chunks.push(bytes.subarray(from, at), Buffer.from('\r\n'));
    from = at + 1;
  }
  chunks.push(bytes.subarray(from));
  const sent = Buffer.concat(chunks);
  return sent.subarray(-2).toString('latin1') === '\r\n' ? sent : Buffer.concat([sent, Buffer.from('\r\n')]);
}

/** The mails of an mbox: each after a line that begins with "From ", its own such lines marked. */
function mailsOfBox(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1').replace(/\r\n/g, '\n');
  return text
    .split(/(?:^|\n\n)(?=From \S[^\n]*\d{4}[^\n]*\n)/)
    .filter((one) => one.startsWith('From '))
    .map((one) =>
      Buffer.from(
        one
          .replace(/^From [^\n]*\n/, '')
          .replace(/\n\n$/, '\n')
          .replace(/^>(>*From )/gm, '$1'),
        'latin1',
      ),
    );
}

const isBox = (path: string, bytes: Buffer) =>
  /(\.mbox|\.mbx|^mbox)$/i.test(basename(path)) ||
  (!/\.eml$/i.test(path) && bytes.subarray(0, 5).toString('latin1') === 'From ');

/** Mail of Apple's: a line with how many bytes it has, the mail, and what the program knows of it. */
function mailOfApple(bytes: Buffer): Buffer | null {
  const end = bytes.indexOf(lineFeed);
  const length = Number(bytes.subarray(0, Math.max(end, 0)).toString('latin1').trim() || Number.NaN);
  return Number.isInteger(length) && length > 0 ? bytes.subarray(end + 1, end + 1 + length) : null;
}

/** In these folders of a Maildir each file is a mail, whatever it is called. */
const isInMaildir = (path: string) => /[/\\](cur|new)[/\\][^/\\]+$/.test(path);

/** What begins as a header does. */
const looksLikeMail = (path: string, bytes: Buffer) =>
  /\.(eml|msg|mail|email|txt)$/i.test(path) || /^[!-9;-~]{1,70}:[ \t]/.test(bytes.subarray(0, 200).toString('latin1'));

/** Every mail in a folder; without one, those of our own tests. `passedOver`: files that hold none. */
export async function readCorpus(folder: string | undefined): Promise<{ mails: CorpusMail[]; passedOver: string[] }> {
  if (!folder) return { mails: trickyMails().map(({ name, mail }) => ({ name, bytes: asSent(mail) })), passedOver: [] };
  const mails: CorpusMail[] = [];
  const passedOver: string[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const path of entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    const bytes = await readFile(path);
    const name = relative(folder, path);
    if (/\.emlx$/i.test(path)) {
      const mail = mailOfApple(bytes);
      if (mail) mails.push({ name, bytes: asSent(mail) });
      else passedOver.push(name);
    } else if (isInMaildir(path) && bytes.length > 0) mails.push({ name, bytes: asSent(bytes) });
    else if (isBox(path, bytes)) {
      const found = mailsOfBox(bytes);
      mails.push(...found.map((one, index) => ({ name: `${name} ${index + 1}`, bytes: asSent(one) })));
      if (found.length === 0) passedOver.push(name);
    } else if (
      bytes.length > 0 &&
      !/\.(md|py|rb|php|json|html?|csv|zip|gz)$/i.test(path) &&
      looksLikeMail(path, bytes)
    ) {
      mails.push({ name, bytes: asSent(bytes) });
    } else passedOver.push(name);
  }
  return { mails, passedOver };
}

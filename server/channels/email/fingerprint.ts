import { createHash, type Hash } from 'node:crypto';

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Headers that mail servers add on the way: they differ between two copies of one mail. */
const trace =
  /^(received|return-path|delivered-to|x-original-to|x-received|received-spf|authentication-results|arc-[a-z-]+|x-forwarded-[a-z]+|dkim-signature|x-spam-[a-z-]+)\s*:/i;

/** Where the header ends and the body begins. Works for CRLF and bare LF. */
function bodyStart(mail: Buffer): number {
  for (let at = mail.indexOf(lineFeed); at !== -1; at = mail.indexOf(lineFeed, at + 1)) {
    const next = mail[at + 1] === carriageReturn ? at + 2 : at + 1;
    if (next >= mail.length || mail[next] === lineFeed) return Math.min(next + 1, mail.length);
  }
  return mail.length;
}

/** The header's lines, unfolded, as bytes in a Latin-1 string. */
export function headerLines(mail: Buffer): string[] {
  const head = mail.subarray(0, Math.min(bodyStart(mail), 1_048_576)).toString('latin1');
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

/** Transports end lines, and mails, each in its own way; that makes no other mail. */
function addBody(hash: Hash, mail: Buffer): Hash {
  let end = mail.length;
  while (end > 0 && (mail[end - 1] === lineFeed || mail[end - 1] === carriageReturn)) end -= 1;
  for (let from = bodyStart(mail); from < end; ) {
    const found = mail.indexOf(carriageReturn, from);
    const until = found === -1 || found > end ? end : found;
    hash.update(mail.subarray(from, until));
    from = until + 1;
  }
  return hash;
}

/** What makes two mails to one channel the same: Message-ID and body; without one, all of the header but its trace. */
export function fingerprintOf(channelId: string, mail: Buffer): string {
  const lines = headerLines(mail);
  const named = lines.find((line) => /^message-id\s*:\s*\S/i.test(line));
  const identity = named
    ? named.replace(/^[^:]*:\s*/, '').trim()
    : lines.filter((line) => !trace.test(line)).join('\n');
  return addBody(
    createHash('sha256').update(`${channelId}\n${named ? 'id' : 'head'}\n${identity}\n\n`, 'latin1'),
    mail,
  ).digest('hex');
}

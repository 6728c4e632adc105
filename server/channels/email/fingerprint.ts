import { createHash } from 'node:crypto';

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Headers that mail servers add on the way: they differ between two copies of one mail. */
const trace =
  /^(received|return-path|delivered-to|x-original-to|x-received|received-spf|authentication-results|arc-[a-z-]+|x-forwarded-[a-z]+|dkim-signature|x-spam-[a-z-]+)\s*:/i;

/** More header than this is none; what goes on belongs to the body. */
const headLimit = 1_048_576;

/** Where the header ends and the body begins; null while that has not come. Works for CRLF and bare LF. */
function bodyStart(mail: Buffer): number | null {
  for (let at = mail.indexOf(lineFeed); at !== -1; at = mail.indexOf(lineFeed, at + 1)) {
    const next = mail[at + 1] === carriageReturn ? at + 2 : at + 1;
    if (mail[next] === lineFeed) return next + 1;
  }
  return null;
}

function linesOf(head: Buffer): string[] {
  return head
    .toString('latin1')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

/** The header's lines, unfolded, as bytes in a Latin-1 string. */
export const headerLines = (mail: Buffer): string[] =>
  linesOf(mail.subarray(0, Math.min(bodyStart(mail) ?? mail.length, headLimit)));

/** Transports end lines, and mails, each in its own way; that makes no other mail. */
function createBodyHash() {
  const hash = createHash('sha256');
  let pending = 0;
  /** A chunk as it is hashed; one call a line would take ten times as long. */
  let plain = Buffer.alloc(0);
  return {
    take(chunk: Buffer): void {
      if (pending + chunk.length > plain.length) plain = Buffer.allocUnsafe(pending + chunk.length);
      let length = 0;
      for (const byte of chunk) {
        if (byte === lineFeed) pending += 1;
        else if (byte !== carriageReturn) {
          while (pending > 0) {
            plain[length++] = lineFeed;
            pending -= 1;
          }
          plain[length++] = byte;
        }
      }
      hash.update(plain.subarray(0, length));
    },
    digest: () => hash.digest('hex'),
  };
}

/** What makes two mails to one channel the same: Message-ID and body; without one, all of the header but its trace. */
export interface Print {
  of(channelId: string): string;
  /** The first header of this name, lower-cased; null when there is none. */
  header(name: string): string | null;
}

/** Takes a mail's print as it passes. */
export function createPrinter() {
  const body = createBodyHash();
  let head: Buffer[] | null = [];
  let length = 0;
  let lines: string[] = [];

  function begin(at: number | null): void {
    const first = Buffer.concat(head ?? []);
    const start = at ?? Math.min(first.length, headLimit);
    lines = linesOf(first.subarray(0, start));
    head = null;
    body.take(first.subarray(start));
  }

  return {
    take(chunk: Buffer): void {
      if (!head) {
        body.take(chunk);
        return;
      }
      head.push(chunk);
      length += chunk.length;
      const start = bodyStart(Buffer.concat(head));
      if (start !== null || length >= headLimit) begin(start === null ? null : Math.min(start, headLimit));
    },

    print(): Print {
      if (head) begin(null);
      const named = lines.find((line) => /^message-id\s*:\s*\S/i.test(line));
      const identity = named
        ? named.replace(/^[^:]*:\s*/, '').trim()
        : lines.filter((line) => !trace.test(line)).join('\n');
      const rest = `${named ? 'id' : 'head'}\n${identity}\n\n${body.digest()}`;
      return {
        of: (channelId) => createHash('sha256').update(`${channelId}\n${rest}`, 'latin1').digest('hex'),
        header(name) {
          const line = lines.find((one) => one.toLowerCase().startsWith(`${name}:`));
          return line === undefined ? null : line.slice(name.length + 1).trim();
        },
      };
    },
  };
}

export function fingerprintOf(channelId: string, mail: Buffer): string {
  const printer = createPrinter();
  printer.take(mail);
  return printer.print().of(channelId);
}

import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Attachment, type AttachmentStream, MailParser, type MessageText } from 'mailparser';
import type { Mailbox } from '../../../shared/entities.ts';
import { bareText, isTorn, tornText } from './bareText.ts';
import { headerLines } from './fingerprint.ts';
import { mailboxesOf, mailIdsOf, oneLine, type RawHeaders, rawHeaders, valuesOf } from './headers.ts';
import { steer } from './steer.ts';
import { unwrapped } from './unwrap.ts';
import { decodeWords } from './words.ts';
import type { YencFile } from './yenc.ts';

/** A mail that takes longer is one made to take long. */
const parseMs = 20_000;
/** After an error the parser may still come to an end; no longer than this. */
const graceMs = 1000;
const subjectLength = 500;
const filesKept = 200;
/** Of a mail's beginning so much is looked at beside the parser: its header, and the text of one that cannot be parsed. */
const headLength = 1_048_576 + 200_000;

/** A part of a mail that is no text of it, before its content. */
export type Part = Pick<Attachment, 'contentType' | 'filename' | 'cid' | 'related'>;

/** A part with its content in memory. */
export type ParsedFile = Part & { content: Buffer };

/** Takes a part's content, which must be read to its end, and answers what is remembered of it. */
export type TakePart<File> = (part: Part, content: AsyncIterable<Buffer>) => Promise<File>;

/** What could be read of a mail. `broken`: not all of it. */
export interface ParsedMail<File = ParsedFile> {
  headers: RawHeaders;
  from: Mailbox | null;
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  mailId: string | null;
  /** References, then In-Reply-To: the last is the nearest. */
  references: string[];
  text: string;
  html: string | null;
  /** The HTML holds all of the text, which has more beside it. */
  mixed: boolean;
  files: File[];
  broken: boolean;
}

interface Body<File> {
  text: string;
  html: string | null;
  mixed: boolean;
  files: File[];
  broken: boolean;
  /** It has one part only, which should have several and could not be taken apart. */
  shapeless: boolean;
  /** It has one part, and should. */
  single: boolean;
}

/** The first bytes of a mail, as they pass. */
export interface Head {
  bytes(): Buffer;
  isFull(): boolean;
  passing(source: AsyncIterable<Buffer>): AsyncIterable<Buffer>;
}

export function createHead(): Head {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    bytes: () => Buffer.concat(chunks).subarray(0, headLength),
    isFull: () => length >= headLength,
    async *passing(source) {
      for await (const chunk of source) {
        if (length < headLength) chunks.push(chunk);
        length += chunk.length;
        yield chunk;
      }
    },
  };
}

/** Reads the MIME tree. An error of the parser's, or too long a time, leaves what was read so far; one of `take`'s is thrown. */
async function readBody<File>(
  mail: AsyncIterable<Buffer>,
  bodyCharset: () => string | null,
  take: TakePart<File>,
): Promise<Body<File>> {
  const source = Readable.from(mail);
  const open = new Set<Readable>();
  const parser = new MailParser({
    checksumAlgo: false,
    skipImageLinks: true,
    skipTextLinks: true,
    skipTextToHtml: true,
    skipHtmlToText: true,
    // A mail within a mail is a mail of its own, not a piece of the text.
    ignoreEmbedded: true,
  });
  try {
    return await new Promise((resolve, reject) => {
      const body: Body<File> = {
        text: '',
        html: null,
        mixed: false,
        files: [],
        broken: false,
        shapeless: false,
        single: false,
      };
      const settle = () => {
        clearTimeout(tooLong);
        resolve(body);
      };
      const tooLong = setTimeout(() => {
        body.broken = true;
        settle();
      }, parseMs);

      async function keep(attachment: AttachmentStream): Promise<void> {
        const { contentType, filename, cid, related } = attachment;
        const content = attachment.content as unknown as Readable;
        open.add(content);
        if (body.files.length < filesKept) {
          body.files.push(await take({ contentType, filename, cid, related }, content));
        } else {
          body.broken = true;
          content.resume();
          await finished(content);
        }
        open.delete(content);
        attachment.release?.();
      }

      const shown = new Set<string>();
      const keeping: Promise<void>[] = [];
      const lying: YencFile[] = [];
      async function keepLying(): Promise<void> {
        for (const { name: filename, content } of lying) {
          const part = { contentType: 'application/octet-stream', filename, related: false };
          body.files.push(await take(part, chunksOf(content)));
        }
      }
      async function keepUnopened(): Promise<void> {
        for (const letter of unopened.letters()) {
          body.broken = true;
          body.files.push(await take({ contentType: 'message/rfc822', related: false }, chunksOf(letter)));
        }
      }
      const unopened = steer(parser, bodyCharset, {
        cut: () => {
          body.broken = true;
        },
        lies: (files) => lying.push(...files),
        begins: (node, beside) => {
          if (beside && node.contentType && node.multipart === false) shown.add(node.contentType);
          body.shapeless = node.root && node.multipart !== false;
          body.single = node.root && node.multipart === false;
        },
      });
      parser.on('data', (part: AttachmentStream | MessageText) => {
        if (part.type === 'attachment') {
          keeping.push(keep(part));
          keeping.at(-1)?.catch(reject);
          return;
        }
        body.text = part.text ?? '';
        body.html = part.html || null;
        body.mixed = body.html !== null && shown.has('text/html') && shown.size > 1;
      });
      parser.on('error', () => {
        body.broken = true;
        setTimeout(settle, graceMs);
      });
      parser.on('end', () => {
        Promise.all(keeping).then(keepLying).then(keepUnopened).then(settle, reject);
      });
      source.on('error', reject);
      source.pipe(parser);
    });
  } finally {
    source.destroy();
    parser.destroy();
    for (const content of open) content.destroy();
  }
}

const charsetParameter = /charset\s*=\s*"?([\w.:-]+)/i;
/** Where the first parts' headers are. */
const charsetSearched = 20_000;

/** The charset the mail is written in: its own, or that of the first part which names one. */
function charsetOf(headers: RawHeaders, mail: Buffer): string | null {
  const own = charsetParameter.exec(valuesOf(headers, 'content-type')[0] ?? '');
  return (own ?? charsetParameter.exec(mail.subarray(0, charsetSearched).toString('latin1')))?.[1] ?? null;
}

/** What the header alone tells. */
export function parseHeader(head: Buffer) {
  const headers = rawHeaders(headerLines(head));
  const charset = charsetOf(headers, head);
  const mailboxes = (name: string) => mailboxesOf(valuesOf(headers, name), charset);
  const [from] = [...mailboxes('from'), ...mailboxes('sender')];
  const [mailId] = mailIdsOf(valuesOf(headers, 'message-id'));
  const [rawSubject = ''] = valuesOf(headers, 'subject');
  return {
    headers,
    from: from ?? null,
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    subject: oneLine(decodeWords(rawSubject.slice(0, 20_000), charset), subjectLength),
    mailId: mailId ?? null,
    references: [
      ...new Set([...mailIdsOf(valuesOf(headers, 'references')), ...mailIdsOf(valuesOf(headers, 'in-reply-to'))]),
    ],
  };
}

/** Reads a mail, whatever it is, as it comes. Throws what `take` or the source throws, and nothing else. */
export async function parseStream<File>(mail: AsyncIterable<Buffer>, take: TakePart<File>): Promise<ParsedMail<File>> {
  const head = createHead();
  let bodyCharset: string | null | undefined;
  const charset = () => {
    bodyCharset ??= charsetOf(rawHeaders(headerLines(head.bytes())), head.bytes());
    return bodyCharset;
  };
  const body = await readBody(unwrapped(head.passing(mail)), charset, take);
  const known = parseHeader(head.bytes());
  const nothing = body.text.trim() === '' && body.html === null && body.files.length === 0;
  const unread = nothing && (body.broken || body.shapeless || (body.single && isTorn(head.bytes())));
  const bare = unread ? bareText(head.bytes()) : tornText(head.bytes());
  return {
    ...known,
    text: unread ? bare : [bare, body.text].filter(Boolean).join('\n\n'),
    html: body.html,
    mixed: body.mixed,
    files: body.files,
    broken: body.broken || bare.trim() !== '',
  };
}

export async function* chunksOf(bytes: Buffer): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** The same of a mail in memory. */
export const parseMail = (mail: Buffer): Promise<ParsedMail> =>
  parseStream(chunksOf(mail), async (part, content) => {
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk);
    return { ...part, content: Buffer.concat(chunks) };
  });

import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Attachment, type AttachmentStream, MailParser, type MessageText } from 'mailparser';
import type { Mailbox } from '../../../shared/entities.ts';
import { headerLines } from './fingerprint.ts';
import { decodeRaw, mailboxesOf, mailIdsOf, oneLine, type RawHeaders, rawHeaders, valuesOf } from './headers.ts';

/** A mail that takes longer is one made to take long. */
const parseMs = 20_000;
/** After an error the parser may still come to an end; no longer than this. */
const graceMs = 1000;
const subjectLength = 500;
const filesKept = 200;
const fallbackTextLength = 100_000;
/** Of a mail's beginning so much is looked at beside the parser: its header, and the text of one that cannot be parsed. */
const headLength = 1_048_576 + fallbackTextLength * 2;

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
  files: File[];
  broken: boolean;
}

interface Body<File> {
  text: string;
  html: string | null;
  subject: string | null;
  files: File[];
  broken: boolean;
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

/** Of text that is shown, so much of a part is decoded, and so much of a mail: many times what a screen shows of it. */
const textBytes = 4 * 1024 * 1024;
const allTextBytes = 8 * 1024 * 1024;

/** How the parser hands on what its splitter finds: not in its types, and proven by a test of ours. */
interface Inner {
  curnode?: { isAttachment?: boolean };
  processChunk(data: { type: string; value?: Buffer }, done: (error?: Error) => void): void;
}

/** The parser keeps texts in memory, and files not: from now on it passes over what nobody would read. */
function boundTexts(parser: MailParser, cut: () => void): void {
  const inner = parser as unknown as Inner;
  const passOn = inner.processChunk.bind(parser);
  const taken = new WeakMap<object, number>();
  let all = 0;
  inner.processChunk = (data, done) => {
    const node = inner.curnode;
    if (data.type !== 'body' || !data.value || !node || node.isAttachment) return passOn(data, done);
    const length = (taken.get(node) ?? 0) + data.value.length;
    taken.set(node, length);
    all += data.value.length;
    if (length <= textBytes && all <= allTextBytes) return passOn(data, done);
    cut();
    setImmediate(done);
  };
}

/** Reads the MIME tree. An error of the parser's, or too long a time, leaves what was read so far; one of `take`'s is thrown. */
async function readBody<File>(mail: AsyncIterable<Buffer>, take: TakePart<File>): Promise<Body<File>> {
  const source = Readable.from(mail);
  const open = new Set<Readable>();
  const parser = new MailParser({
    checksumAlgo: false,
    skipImageLinks: true,
    skipTextLinks: true,
    skipTextToHtml: true,
    skipHtmlToText: true,
  });
  try {
    return await new Promise((resolve, reject) => {
      const body: Body<File> = { text: '', html: null, subject: null, files: [], broken: false };
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

      const keeping: Promise<void>[] = [];
      boundTexts(parser, () => {
        body.broken = true;
      });
      parser.on('data', (part: AttachmentStream | MessageText) => {
        if (part.type === 'attachment') {
          keeping.push(keep(part));
          keeping.at(-1)?.catch(reject);
          return;
        }
        body.text = part.text ?? '';
        body.html = part.html || null;
      });
      parser.on('error', () => {
        body.broken = true;
        setTimeout(settle, graceMs);
      });
      parser.on('end', () => {
        body.subject = parser.subject ?? null;

        Promise.all(keeping).then(settle, reject);
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

/** Of a mail whose structure could not be read: the bytes after its header, as text. */
export function bareText(mail: Buffer): string {
  const text = mail
    .subarray(0, fallbackTextLength * 2)
    .toString('utf8')
    .replace(/\r\n/g, '\n');
  const start = text.indexOf('\n\n');
  return (start === -1 ? '' : text.slice(start + 2)).replace(/(?![\n\t])\p{Cc}/gu, '').slice(0, fallbackTextLength);
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
  const plainBytes = /^[\x20-\x7e\t]*$/.test(rawSubject);
  return {
    headers,
    from: from ?? null,
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    /** The parser knows encoded words; raw bytes it does not. */
    subject: (decoded: string | null) =>
      oneLine(plainBytes ? (decoded ?? rawSubject) : decodeRaw(rawSubject, charset), subjectLength),
    mailId: mailId ?? null,
    references: [
      ...new Set([...mailIdsOf(valuesOf(headers, 'references')), ...mailIdsOf(valuesOf(headers, 'in-reply-to'))]),
    ],
  };
}

/** Reads a mail, whatever it is, as it comes. Throws what `take` or the source throws, and nothing else. */
export async function parseStream<File>(mail: AsyncIterable<Buffer>, take: TakePart<File>): Promise<ParsedMail<File>> {
  const head = createHead();
  const body = await readBody(head.passing(mail), take);
  const { subject, ...known } = parseHeader(head.bytes());
  const unread = body.broken && body.text === '' && body.html === null;
  return {
    ...known,
    subject: subject(body.subject),
    text: unread ? bareText(head.bytes()) : body.text,
    html: body.html,
    files: body.files,
    broken: body.broken,
  };
}

async function* chunksOf(bytes: Buffer): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** The same of a mail in memory. */
export const parseMail = (mail: Buffer): Promise<ParsedMail> =>
  parseStream(chunksOf(mail), async (part, content) => {
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk);
    return { ...part, content: Buffer.concat(chunks) };
  });

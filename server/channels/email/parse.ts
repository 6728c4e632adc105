import { Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Attachment, type AttachmentStream, MailParser, type MessageText } from 'mailparser';
import type { Mailbox } from '../../../shared/entities.ts';
import { decodeText } from './charset.ts';
import { headerLines } from './fingerprint.ts';
import { mailboxesOf, mailIdsOf, oneLine, type RawHeaders, rawHeaders, valuesOf } from './headers.ts';
import { type PartLine, partName } from './partName.ts';
import { cutUuencoded } from './uuencode.ts';
import { decodeWords } from './words.ts';

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
  files: File[];
  broken: boolean;
  /** It has one part only, which should have several and could not be taken apart. */
  shapeless: boolean;
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

/** A part as the parser's splitter finds it. */
interface SplitNode {
  type: 'node';
  root: boolean;
  contentType: string | false;
  charset: string | false;
  encoding: string | false;
  filename: string | false;
  multipart: string | false;
  parentNode: SplitNode | false;
  headers: { getList(): PartLine[] };
  getDecoder(): Transform;
}

type Split = SplitNode | { type: 'body' | 'data'; value?: Buffer };

/** How the parser hands on what its splitter finds: not in its types, and proven by tests of ours. */
interface Inner {
  curnode?: { isAttachment?: boolean };
  decoder: { decodeStream(charset: string): Transform };
  processChunk(data: Split, done: (error?: Error) => void): void;
}

/** Makes the parser ask us what bytes mean, whatever they say of themselves. */
const ours = 'x-baton ';

/** For what can only be understood when it is whole. */
function createWhole(understand: (bytes: Buffer) => Buffer): Transform {
  const chunks: Buffer[] = [];
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
    flush(done) {
      try {
        done(null, understand(Buffer.concat(chunks)));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

const createDecoder = (charset: string): Transform => createWhole((bytes) => Buffer.from(decodeText(bytes, charset)));

const createUudecoder = (): Transform =>
  createWhole((bytes) => cutUuencoded(bytes.toString('latin1').replaceAll('\r', '')).files[0]?.content ?? bytes);

interface Watch {
  /** Text was passed over: there is more of it than anybody reads. */
  cut(): void;
  /** A part begins. */
  begins(node: SplitNode): void;
}

/** Steps between the parser and its splitter: reads names and charsets better, and keeps of texts only what somebody may read. */
function steer(parser: MailParser, bodyCharset: () => string | null, { cut, begins }: Watch): void {
  const inner = parser as unknown as Inner;
  const passOn = inner.processChunk.bind(parser);
  const taken = new WeakMap<object, number>();
  let all = 0;
  inner.decoder = { decodeStream: (charset) => createDecoder(charset.slice(ours.length)) };

  function begin(node: SplitNode, done: (error?: Error) => void): void {
    const lines = node.headers.getList();
    const inDigest = node.parentNode && node.parentNode.multipart === 'digest';
    if (inDigest && !lines.some(({ key }) => key === 'content-type')) node.contentType = 'message/rfc822';
    const hasBytes = lines.some(({ line }) => /[\u0080-\u00ff]/.test(line));
    node.filename = partName(lines, node.charset || (hasBytes ? bodyCharset() : null)) ?? node.filename;
    node.charset = `${ours}${node.charset || ''}`;
    if (/^(x-)?uu(e|encode)$/.test(node.encoding || '')) node.getDecoder = createUudecoder;
    passOn(node, done);
    begins(node);
  }

  inner.processChunk = (data, done) => {
    if (data.type === 'node') return begin(data, done);
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
      const body: Body<File> = { text: '', html: null, files: [], broken: false, shapeless: false };
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
      steer(parser, bodyCharset, {
        cut: () => {
          body.broken = true;
        },
        begins: (node) => {
          body.shapeless = node.root && node.multipart !== false;
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
      });
      parser.on('error', () => {
        body.broken = true;
        setTimeout(settle, graceMs);
      });
      parser.on('end', () => {
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
  const body = await readBody(head.passing(mail), charset, take);
  const known = parseHeader(head.bytes());
  const unread = (body.broken || body.shapeless) && body.text === '' && body.html === null && body.files.length === 0;
  const bare = unread ? bareText(head.bytes()) : '';
  return {
    ...known,
    text: unread ? bare : body.text,
    html: body.html,
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

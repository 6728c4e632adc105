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

export type ParsedFile = Pick<Attachment, 'contentType' | 'content' | 'filename' | 'cid' | 'related'>;

/** What could be read of a mail. `broken`: not all of it. */
export interface ParsedMail {
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
  files: ParsedFile[];
  broken: boolean;
}

interface Body {
  text: string;
  html: string | null;
  subject: string | null;
  files: ParsedFile[];
  broken: boolean;
}

async function bytesOf(attachment: AttachmentStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of attachment.content as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads the MIME tree. Never rejects: an error, or too long a time, leaves what was read so far. */
function readBody(mail: Buffer): Promise<Body> {
  return new Promise((resolve) => {
    const body: Body = { text: '', html: null, subject: null, files: [], broken: false };
    const parser = new MailParser({
      checksumAlgo: false,
      skipImageLinks: true,
      skipTextLinks: true,
      skipHtmlToText: true,
    });
    const settle = () => {
      clearTimeout(tooLong);
      resolve(body);
      parser.destroy();
    };
    const giveUp = () => {
      body.broken = true;
      settle();
    };
    const tooLong = setTimeout(giveUp, parseMs);

    async function keep(attachment: AttachmentStream): Promise<void> {
      const { contentType, filename, cid, related } = attachment;
      const content = await bytesOf(attachment);
      if (body.files.length < filesKept) body.files.push({ contentType, filename, cid, related, content });
      else body.broken = true;
      attachment.release?.();
    }

    const keeping: Promise<void>[] = [];
    parser.on('data', (part: AttachmentStream | MessageText) => {
      if (part.type === 'attachment') {
        keeping.push(keep(part).catch(giveUp));
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
      void Promise.all(keeping).then(settle);
    });
    parser.end(mail);
  });
}

/** Of a mail whose structure could not be read: the bytes after its header, as text. */
function bareText(mail: Buffer): string {
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

/** Reads a mail, whatever it is. Never throws. */
export async function parseMail(mail: Buffer): Promise<ParsedMail> {
  const headers = rawHeaders(headerLines(mail));
  const charset = charsetOf(headers, mail);
  const body = await readBody(mail);
  const mailboxes = (name: string) => mailboxesOf(valuesOf(headers, name), charset);
  const [from] = [...mailboxes('from'), ...mailboxes('sender')];
  const [mailId] = mailIdsOf(valuesOf(headers, 'message-id'));
  const [rawSubject = ''] = valuesOf(headers, 'subject');
  const plainBytes = /^[\x20-\x7e\t]*$/.test(rawSubject);
  const subject = plainBytes ? (body.subject ?? rawSubject) : decodeRaw(rawSubject, charset);
  return {
    headers,
    from: from ?? null,
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    subject: oneLine(subject, subjectLength),
    mailId: mailId ?? null,
    references: [
      ...new Set([...mailIdsOf(valuesOf(headers, 'references')), ...mailIdsOf(valuesOf(headers, 'in-reply-to'))]),
    ],
    text: body.broken && body.text === '' && body.html === null ? bareText(mail) : body.text,
    html: body.html,
    files: body.files,
    broken: body.broken,
  };
}

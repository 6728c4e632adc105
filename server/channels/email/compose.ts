import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailbox } from '../../../shared/entities.ts';
import type { Departure } from '../../conversations/service.ts';
import type { Blobs } from '../../files/blobs.ts';
import { type ShownFile, withParts } from './pictures.ts';

/** A mail ready to go: the envelope, and the bytes. */
export interface OutgoingMail {
  mailId: string;
  from: string;
  to: string[];
  bytes: Buffer;
}

const mailbox = ({ name, address }: Mailbox) => ({ name, address });
const bracketed = (mailId: string) => `<${mailId}>`;

/** `local+token@domain`: an answer to it finds its ticket. */
function replyAddress(address: string, token: string | null): string {
  const [local, domain] = address.split('@');
  return token ? `${local}+${token}@${domain}` : address;
}

const page = (html: string) =>
  `<!doctype html><html><head><meta charset="utf-8"></head><body style="font-family:sans-serif;font-size:14px;line-height:20px">${html}</body></html>`;

/** Nothing that could end a header line, or begin another, may come near one. */
function mustBeOneLine(...values: string[]): void {
  if (values.some((value) => /[\r\n\0]/.test(value))) throw new Error('A line break in a header of an outgoing mail');
}

/** So that no machine answers a machine. RFC 3834. */
const machineHeaders = (address: string) => ({
  'Auto-Submitted': 'auto-replied',
  'X-Auto-Response-Suppress': 'All',
  Precedence: 'auto_reply',
  'X-Loop': address,
});

/** Larger letters are quoted by their words. */
const lookLength = 300_000;
const quotation = 'margin:0 0 0 8px;padding-left:12px;border-left:2px solid #ccc';

/** How the quoted message looked; null when its words have to do. */
async function lookOf({ quotedLook }: Departure['message'], blobs: Pick<Blobs, 'get'>): Promise<string | null> {
  if (!quotedLook) return null;
  const html = 'html' in quotedLook ? quotedLook.html : (await blobs.get(quotedLook.blob)).toString();
  return html.length > lookLength ? null : html;
}

/** What goes below the text, and the pictures in it. */
function quoteOf({ quote }: Departure, look: string | null, domain: string): { html: string; files: ShownFile[] } {
  if (!quote) return { html: '', files: [] };
  const { html, files } = look === null ? { html: quote.words, files: [] } : withParts(look, domain, () => undefined);
  return { html: `<p>${quote.head}</p><blockquote style="${quotation}">${html}</blockquote>`, files };
}

/**
 * The mail of a message: text beside HTML with its pictures, Message-ID and threading as they were fixed when it was sent.
 * @param limit how many bytes it may have; the pictures of a quotation are left out rather than that it has more
 */
export async function composeMail(
  departure: Departure,
  blobs: Pick<Blobs, 'get'>,
  limit = Number.POSITIVE_INFINITY,
): Promise<OutgoingMail> {
  const look = await lookOf(departure.message, blobs);
  const mail = await compose(departure, look, blobs);
  return look !== null && mail.bytes.length > limit ? compose(departure, null, blobs) : mail;
}

async function compose(departure: Departure, look: string | null, blobs: Pick<Blobs, 'get'>): Promise<OutgoingMail> {
  const { message, text } = departure;
  const { from, to, cc, bcc, subject, mailId, references, replyToken, attachments, html } = message;
  if (mailId === null) throw new Error('An outgoing message without a Message-ID');
  const everybody = [from, ...to, ...cc, ...bcc];
  mustBeOneLine(subject, mailId, ...references, ...everybody.flatMap(({ name, address }) => [name, address]));
  const domain = from.address.split('@').at(-1) ?? '';
  const written = withParts(html ?? '', domain, (fileId) => attachments.find((file) => file.fileId === fileId)?.type);
  const quoted = quoteOf(departure, look, domain);
  const shown = new Map([...quoted.files, ...written.files].map((file) => [file.fileId, file]));
  const composer = new MailComposer({
    from: mailbox(from),
    to: to.map(mailbox),
    cc: cc.map(mailbox),
    replyTo: { name: from.name, address: replyAddress(from.address, replyToken) },
    subject,
    messageId: bracketed(mailId),
    ...(references.length > 0
      ? { inReplyTo: bracketed(references.at(-1) ?? ''), references: references.map(bracketed) }
      : {}),
    date: message.at,
    ...(message.calendar ? { icalEvent: { method: 'REPLY', filename: 'reply.ics', content: message.calendar } } : {}),
    ...(message.automatic ? { headers: machineHeaders(from.address) } : {}),
    text,
    html: page(`${written.html}${quoted.html}`),
    attachments: await Promise.all([
      ...attachments
        .filter(({ fileId }) => !shown.has(fileId))
        .map(async ({ fileId, name, type }) => ({
          filename: name,
          contentType: type,
          content: await blobs.get(fileId),
        })),
      ...[...shown.values()].map(async ({ fileId, type, cid }, index) => ({
        filename:
          attachments.find((file) => file.fileId === fileId)?.name ?? `image-${index + 1}.${type.split('/')[1]}`,
        contentType: type,
        contentDisposition: 'inline' as const,
        cid,
        content: await blobs.get(fileId),
      })),
    ]),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await composer.compile().build();
  return { mailId, from: from.address, to: [...to, ...cc, ...bcc].map(({ address }) => address), bytes };
}

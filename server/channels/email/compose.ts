import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailbox } from '../../../shared/entities.ts';
import type { Departure } from '../../conversations/service.ts';
import type { Blobs } from '../../files/blobs.ts';

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

/** The mail of a message: text beside HTML, Message-ID and threading as they were fixed when it was sent. */
export async function composeMail(
  { message, text, quotedHtml }: Departure,
  blobs: Pick<Blobs, 'get'>,
): Promise<OutgoingMail> {
  const { from, to, cc, bcc, subject, mailId, references, replyToken, attachments, html } = message;
  if (mailId === null) throw new Error('An outgoing message without a Message-ID');
  const everybody = [from, ...to, ...cc, ...bcc];
  mustBeOneLine(subject, mailId, ...references, ...everybody.flatMap(({ name, address }) => [name, address]));
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
    ...(message.automatic ? { headers: machineHeaders(from.address) } : {}),
    text,
    html: page(`${html ?? ''}${quotedHtml}`),
    attachments: await Promise.all(
      attachments.map(async ({ fileId, name, type }) => ({
        filename: name,
        contentType: type,
        content: await blobs.get(fileId),
      })),
    ),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await composer.compile().build();
  return { mailId, from: from.address, to: [...to, ...cc, ...bcc].map(({ address }) => address), bytes };
}

import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailbox } from '../../../shared/entities.ts';
import type { OutgoingMail } from './compose.ts';

/** A short mail of Baton's own, to a member or one who may become one. */
interface Notice {
  id: string;
  from: Mailbox;
  to: string;
  language: string;
  subject: string;
  paragraphs: string[];
  /** What it is about, each with its own link; after the first paragraph. */
  entries?: { title: string; text: string; url: string }[];
  link: { words: string; url: string };
  /** Ends such mails with one click, without a sign-in; where they are more than one's own deed has asked for. */
  unsubscribeUrl?: string;
  at: Date;
}

const oneLine = (text: string) => text.replace(/[\r\n\0]+/g, ' ');
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const entryHtml = ({ title, text, url }: { title: string; text: string; url: string }): string =>
  `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>${text && `<br><span style="color:#53514b">${escapeHtml(text)}</span>`}`;

function htmlOf({ paragraphs: [first = '', ...rest], entries = [], link, language }: Notice): string {
  const paragraph = (text: string) => `<p>${text}</p>`;
  const button = `<a href="${escapeHtml(link.url)}">${escapeHtml(link.words)}</a>`;
  const parts = [escapeHtml(first), ...entries.map(entryHtml), button, ...rest.map(escapeHtml)];
  const body = parts.map(paragraph).join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;font-size:14px;line-height:20px">${body}</body></html>`;
}

const entryText = ({ title, text, url }: { title: string; text: string; url: string }): string =>
  [title, text, url].filter(Boolean).join('\n');

/** RFC 2369, and RFC 8058 for the one click. */
const wayOut = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** The notice as a mail: text beside HTML, marked as written by a machine. */
export async function composeNotice(notice: Notice): Promise<OutgoingMail> {
  const { id, from, to, subject, link, at, unsubscribeUrl, entries = [] } = notice;
  const [first = '', ...rest] = notice.paragraphs;
  const mailId = `${id}@${from.address.split('@').at(-1)}`;
  const composer = new MailComposer({
    from: { name: oneLine(from.name), address: from.address },
    to: { name: '', address: oneLine(to) },
    subject: oneLine(subject),
    messageId: `<${mailId}>`,
    date: at,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(unsubscribeUrl ? wayOut(oneLine(unsubscribeUrl)) : {}),
    },
    text: [first, ...entries.map(entryText), `${link.words}:\n${link.url}`, ...rest].join('\n\n'),
    html: htmlOf(notice),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { mailId, from: from.address, to: [to], bytes: await composer.compile().build() };
}

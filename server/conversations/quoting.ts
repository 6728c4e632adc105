import type { AttachmentView, Mailbox } from '../../shared/entities.ts';
import type { Message } from './model.ts';
import { picturesIn } from './richText.ts';

/** Longer ones are cut: who needs the whole has it above in the thread. */
const quotedAtMost = 20_000;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);

const person = ({ name, address }: Mailbox): string => (name ? `${name} <${address}>` : address);
const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const marked = (text: string): string =>
  text
    .trim()
    .slice(0, quotedAtMost)
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');

/** What an answer says of the message it answers. What that one quoted itself is not repeated. */
export const quoteOf = ({ from, at, text }: Message): string => `${person(from)}, ${moment(at)}:\n${marked(text)}`;

/** What is passed on, with who wrote it to whom. */
export const forwardOf = ({ from, to, cc, at, subject, text }: Message): string =>
  [person(from), moment(at), `→ ${[...to, ...cc].map(person).join(', ')}`, subject, marked(text)].join('\n');

/** A quote as HTML for a mail: its head, and the words of the marked lines. */
export interface QuoteHtml {
  head: string;
  words: string;
}

export function quoteHtml(quoted: string): QuoteHtml | null {
  if (quoted === '') return null;
  const lines = quoted.split('\n');
  const first = lines.findIndex((line) => line.startsWith('>'));
  const cut = first === -1 ? lines.length : first;
  const html = (some: string[]) => some.map(escaped).join('<br>');
  const said = lines.slice(cut).map((line) => line.replace(/^> ?/, ''));
  return { head: html(lines.slice(0, cut)), words: html(said) };
}

/** Says of each picture of ours what it is. */
const withTypes = ({ html, attachments }: Message): string =>
  (html ?? '').replace(/<img data-file="([0-9a-f]{64})"/g, (tag, fileId: string) => {
    const type = attachments.find((file) => file.fileId === fileId)?.type;
    return type ? `${tag} data-type="${type}"` : tag;
  });

/** A message as it looked, for who quotes it: where it is passed on, and where it shows pictures. Else its words will do. */
export function lookOf(target: Message, forwarded: boolean): NonNullable<Message['quotedLook']> | null {
  const pictures =
    target.direction === 'out' ? picturesIn(target.html ?? '').length > 0 : target.attachments.some(inline);
  if (!forwarded && !pictures) return null;
  if (target.direction === 'out') return target.html === null ? null : { html: withTypes(target) };
  return target.htmlBlob === null ? null : { blob: target.htmlBlob };
}

const inline = (file: AttachmentView): boolean => file.inline;

/** Plain lines, as below a letter, as the editor's HTML. */
export const signatureHtml = (signature: string): string =>
  signature.trim() === '' ? '' : `<p></p><p>${signature.trim().split('\n').map(escaped).join('<br>')}</p>`;

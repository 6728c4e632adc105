import type { Mailbox } from '../../shared/entities.ts';
import type { Message } from './model.ts';

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

/** A quote as HTML for a mail: its head, and the marked lines as a quotation. */
export function quoteHtml(quoted: string): string {
  if (quoted === '') return '';
  const lines = quoted.split('\n');
  const first = lines.findIndex((line) => line.startsWith('>'));
  const cut = first === -1 ? lines.length : first;
  const html = (some: string[]) => some.map(escaped).join('<br>');
  const said = lines.slice(cut).map((line) => line.replace(/^> ?/, ''));
  return `<p>${html(lines.slice(0, cut))}</p><blockquote style="margin:0 0 0 8px;padding-left:12px;border-left:2px solid #ccc">${html(said)}</blockquote>`;
}

/** Plain lines, as below a letter, as the editor's HTML. */
export const signatureHtml = (signature: string): string =>
  signature.trim() === '' ? '' : `<p></p><p>${signature.trim().split('\n').map(escaped).join('<br>')}</p>`;

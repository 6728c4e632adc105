import type { ParsedMail } from '../parse.ts';
import type { SentMail } from './store.ts';
import type { Words } from './words.ts';

export const root = '/dev/mailbox';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const hrefOf = (id: string, part = ''): string => `${root}/${encodeURIComponent(id)}${part}`;

export const style = `
body{margin:0 auto;max-width:860px;padding:24px;font:14px/22px system-ui,sans-serif;color:#1d2430;background:#f6f8fa}
a{color:#0b6e8a}h1{font-size:20px}h2{font-size:15px;margin:24px 0 8px}
table{width:100%;border-collapse:collapse;background:#fff}td,th{padding:8px;text-align:left;border-bottom:1px solid #e3e8ee;overflow-wrap:anywhere}
pre,iframe{width:100%;box-sizing:border-box;background:#fff;border:1px solid #d5dbe3;border-radius:6px;padding:12px;white-space:pre-wrap;overflow-wrap:anywhere}
iframe{height:320px;padding:0}
form{display:grid;gap:8px;background:#fff;border:1px solid #d5dbe3;border-radius:6px;padding:16px}
label{display:grid;gap:2px}input,textarea{font:inherit;padding:6px 8px;border:1px solid #b9c2cd;border-radius:4px}textarea{min-height:110px}
button{justify-self:start;font:inherit;padding:6px 16px;border:0;border-radius:4px;background:#0b6e8a;color:#fff}
.note{padding:8px 12px;background:#e4f4ea;border-radius:4px}.refused{background:#fde8e8}
`;

const page = (words: Words, body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title><link rel="stylesheet" href="${root}/style.css"></head><body><h1>${words.title}</h1>${body}</body></html>`;

/** What came of the mail that was written on the page before this one. */
export type Note = { taken: true } | { taken: false; words: string } | null;

const noteLine = (words: Words, note: Note): string => {
  if (!note) return '';
  const text = note.taken ? words.sent : `${words.refused} ${note.words}`;
  return `<p class="note${note.taken ? '' : ' refused'}">${escaped(text)}</p>`;
};

const field = (label: string, name: string, value: string, type = 'text') =>
  `<label>${label}<input name="${name}" type="${type}" value="${escaped(value)}" required></label>`;

const messageField = (words: Words) => `<label>${words.message}<textarea name="text" required></textarea></label>`;

export function listPage(
  words: Words,
  mails: (SentMail & { subject: string })[],
  addresses: string[],
  note: Note,
): string {
  const rows = mails.map(
    (mail) =>
      `<tr><td>${mail.at.toISOString().slice(0, 16).replace('T', ' ')}</td><td>${escaped(mail.to.join(', '))}</td><td><a href="${hrefOf(mail._id)}">${escaped(mail.subject || words.noSubject)}</a></td></tr>`,
  );
  const list = rows.length > 0 ? `<table>${rows.join('')}</table>` : `<p>${words.none}</p>`;
  const form = [
    field(words.name, 'name', 'Nora Lind'),
    field(words.from, 'from', 'nora.lind@example.com', 'email'),
    field(words.to, 'to', addresses[0] ?? '', 'email'),
    field(words.subject, 'subject', ''),
    messageField(words),
  ];
  return page(
    words,
    `<p>${words.about}</p>${noteLine(words, note)}${list}<h2>${words.write}</h2><form method="post" action="${root}/write">${form.join('')}<button>${words.send}</button></form>`,
  );
}

export function mailPage(
  words: Words,
  id: string,
  mail: ParsedMail,
  headers: string,
  to: string[],
  note: Note,
): string {
  const sections = [
    `<p><a href="${root}">← ${words.back}</a></p>${noteLine(words, note)}`,
    `<h2>${escaped(mail.subject || words.noSubject)}</h2>`,
    mail.html
      ? `<h2>${words.html}</h2><iframe sandbox title="${words.html}" src="${hrefOf(id, '/html')}"></iframe>`
      : '',
    `<h2>${words.text}</h2><pre>${escaped(mail.text)}</pre>`,
    `<h2>${words.answer}</h2><form method="post" action="${hrefOf(id, '/answer')}">${field(words.from, 'from', to[0] ?? '', 'email')}${messageField(words)}<button>${words.send}</button></form>`,
    `<h2>${words.headers}</h2><pre>${escaped(headers)}</pre>`,
  ];
  return page(words, sections.join(''));
}

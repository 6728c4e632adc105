import { compile } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';

const colour = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%]{1,40}\)$/i, /^[a-z]{3,30}$/i];

/** What the reply editor can make, and nothing else. */
const editorTags = [
  'p',
  'br',
  'strong',
  'b',
  'em',
  'i',
  'u',
  's',
  'a',
  'ul',
  'ol',
  'li',
  'blockquote',
  'code',
  'pre',
  'h1',
  'h2',
  'h3',
  'span',
];

const reduced = (html: string, spans: string[]): string =>
  sanitizeHtml(html, {
    allowedTags: editorTags,
    allowedAttributes: { a: ['href'], span: spans },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    allowedStyles: { span: { color: colour } },
    nestingLimit: 100,
  }).trim();

/** Rich text reduced to the editor's few tags: safe to show as it stands, and to send. */
export const reduceRichText = (html: string): string => reduced(html, ['style']);

/** The same, with mentions, which never leave the workspace. */
export const reduceComment = (html: string): string => reduced(html, ['style', 'data-mention']);

/** Rich text as plain text, for the text half of a mail, lists and search. */
export const plainTextOf: (html: string) => string = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

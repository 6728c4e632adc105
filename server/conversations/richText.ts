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

/** Where a numbered list begins, when not with 1. */
const counted = /^[1-9]\d{0,5}$/;

const fileId = /^[0-9a-f]{64}$/;

const reduced = (html: string, more: { tags: string[]; attributes: Record<string, string[]> }): string =>
  sanitizeHtml(html, {
    allowedTags: [...editorTags, ...more.tags],
    allowedAttributes: { a: ['href'], ol: ['start'], ...more.attributes },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    allowedStyles: { span: { color: colour } },
    transformTags: {
      ol: (tagName, { start = '' }) => {
        const attribs: Record<string, string> = counted.test(start) ? { start } : {};
        return { tagName, attribs };
      },
      img: (tagName, { 'data-file': file = '', alt = '' }) => ({
        tagName,
        attribs: { 'data-file': file, alt: alt.slice(0, 200) },
      }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !fileId.test(attribs['data-file'] ?? ''),
    nestingLimit: 100,
  }).trim();

/**
 * Rich text reduced to the editor's few tags: safe to show as it stands, and to send. Its only pictures are files of ours,
 * `<img data-file="<fileId>" alt="<name>">`, without an address.
 */
export const reduceRichText = (html: string): string =>
  reduced(html, { tags: ['img'], attributes: { span: ['style'], img: ['data-file', 'alt'] } });

/** The same without pictures, and with mentions, which never leave the workspace. */
export const reduceComment = (html: string): string =>
  reduced(html, { tags: [], attributes: { span: ['style', 'data-mention'] } });

/** The files that reduced rich text shows in place. */
export const picturesIn = (html: string): string[] => [
  ...new Set([...html.matchAll(/<img data-file="([0-9a-f]{64})"/g)].map((match) => match[1] ?? '')),
];

/** Rich text as plain text, for the text half of a mail, lists and search. */
export const plainTextOf: (html: string) => string = compile({
  wordwrap: false,
  /** Where a picture is, its name stands. */
  formatters: {
    picture: ({ attribs }, _walk, builder) =>
      attribs?.['data-file'] && builder.addInline(`[${attribs.alt || 'image'}]`, { noWordTransform: true }),
  },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'picture' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

import { XmlElement, type XmlFragment, XmlText } from 'yjs';
import { AppError } from '../../shared/errors.ts';

/** Deeper than any person nests lists and quotes; what is deeper would only overflow the stack. */
const deepest = 60;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);

/** The editor's blocks, by their names in its schema. What is not here is left out, its text is kept. */
const blocks: Record<string, (inner: string, element: XmlElement) => string> = {
  paragraph: (inner) => `<p>${inner}</p>`,
  bulletList: (inner) => `<ul>${inner}</ul>`,
  orderedList: (inner, element) => {
    const start = Math.trunc(Number(element.getAttribute('start')));
    return start > 1 ? `<ol start="${start}">${inner}</ol>` : `<ol>${inner}</ol>`;
  },
  listItem: (inner) => `<li>${inner}</li>`,
  blockquote: (inner) => `<blockquote>${inner}</blockquote>`,
  codeBlock: (inner) => `<pre><code>${inner}</code></pre>`,
  heading: (inner, element) => {
    const level = Math.min(Math.max(Number(element.getAttribute('level')) || 1, 1), 3);
    return `<h${level}>${inner}</h${level}>`;
  },
  hardBreak: () => '<br>',
  mention: (_inner, element) => `<span data-mention="${escaped(element.getAttribute('id') ?? '')}"></span>`,
  image: (_inner, element) =>
    `<img data-file="${escaped(element.getAttribute('fileId') ?? '')}" alt="${escaped(element.getAttribute('name') ?? '')}" />`,
  horizontalRule: () => '<p>⁂</p>',
};

type Attributes = Record<string, unknown>;
const field = (attributes: unknown, name: string): string => {
  const value = (attributes as Attributes | null)?.[name];
  return typeof value === 'string' ? value : '';
};

/** The editor's marks, from the innermost outwards. */
const marks: [name: string, wrap: (inner: string, attributes: unknown) => string][] = [
  ['code', (inner) => `<code>${inner}</code>`],
  ['bold', (inner) => `<strong>${inner}</strong>`],
  ['italic', (inner) => `<em>${inner}</em>`],
  ['underline', (inner) => `<u>${inner}</u>`],
  ['strike', (inner) => `<s>${inner}</s>`],
  [
    'textStyle',
    (inner, style) =>
      field(style, 'color') ? `<span style="color: ${escaped(field(style, 'color'))}">${inner}</span>` : inner,
  ],
  ['link', (inner, link) => `<a href="${escaped(field(link, 'href'))}">${inner}</a>`],
];

interface Run {
  text: string;
  attributes: Attributes;
}

/** Marks that may overlap carry a hash behind their name. */
const bare = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name.split('--')[0], value]));

const runsIn = (text: XmlText): Run[] =>
  (text.toDelta() as { insert: unknown; attributes?: Attributes }[]).flatMap(({ insert, attributes }) =>
    typeof insert === 'string' ? [{ text: insert, attributes: bare(attributes ?? {}) }] : [],
  );

const htmlOfRun = ({ text, attributes }: Run): string =>
  marks.reduce((inner, [name, wrap]) => (attributes[name] ? wrap(inner, attributes[name]) : inner), escaped(text));

function htmlIn(parent: XmlFragment | XmlElement, depth: number): string {
  if (depth > deepest) throw new AppError('invalid', 'The text is nested too deeply.', { field: 'body' });
  return parent
    .toArray()
    .map((node) => {
      if (node instanceof XmlText) return runsIn(node).map(htmlOfRun).join('');
      if (!(node instanceof XmlElement)) return '';
      const inner = htmlIn(node, depth + 1);
      return blocks[node.nodeName]?.(inner, node) ?? inner;
    })
    .join('');
}

/** The text as HTML of the editor's few tags. It is reduced to them once more before it is stored. */
export const htmlOf = (body: XmlFragment): string => withoutEmptyEnds(htmlIn(body, 0));

/** The editor keeps an empty line after a list; nobody meant to send it. */
const withoutEmptyEnds = (html: string): string => html.replace(/^(<p><\/p>)+|(<p><\/p>)+$/g, '');

/** The first words, blocks with a space between; never more than `length` characters. */
export function wordsOf(body: XmlFragment, length: number): string {
  let words = '';
  const walk = (parent: XmlFragment | XmlElement, depth: number) => {
    for (const node of depth > deepest ? [] : parent.toArray()) {
      if (words.length >= length) return;
      if (node instanceof XmlText) words += runsIn(node).reduce((all, { text }) => all + text, '');
      else if (node instanceof XmlElement) {
        if (node.nodeName === 'image') words += `[${node.getAttribute('name') || 'image'}]`;
        walk(node, depth + 1);
        words += ' ';
      }
    }
  };
  walk(body, 0);
  return words.slice(0, length);
}

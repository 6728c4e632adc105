import { colourNames, nearestColour, type TextColour } from '../../shared/textColours.ts';

/** The few tags a reply may hold; everything else is shown as its text. */
const marks = {
  P: 'p',
  BR: 'br',
  STRONG: 'strong',
  B: 'strong',
  EM: 'em',
  I: 'em',
  U: 'u',
  S: 's',
  CODE: 'code',
  PRE: 'pre',
  BLOCKQUOTE: 'blockquote',
  UL: 'ul',
  OL: 'ol',
  LI: 'li',
  A: 'a',
} as const;

export type Tag = (typeof marks)[keyof typeof marks];

/** A rich text as plain data: what may be shown, and nothing else. */
export type Rich =
  | string
  | { tag: Tag; href?: string; start?: number; inside: Rich[] }
  | { colour: TextColour; inside: Rich[] }
  | { mention: string }
  /** A file of ours that is shown in place. */
  | { picture: string; name: string };

/** What of a DOM node is read; a parsed, inert document has it. */
export interface NodeLike {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<NodeLike>;
  getAttribute?(name: string): string | null;
}

/** Their text is code or style, not something to read. */
const silent = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT', 'NOSCRIPT', 'TITLE', 'SVG', 'MATH']);

/** Only links that open a page, a mail or a call; a relative or scripted one is none. */
export function safeHref(href: string | null | undefined): string | undefined {
  if (!href) return undefined;
  const trimmed = href.trim();
  return /^(https?:\/\/|mailto:|tel:)/i.test(trimmed) ? trimmed : undefined;
}

const colourIn = (style: string | null | undefined): string =>
  /(?:^|;)\s*color:\s*([^;]+)/i.exec(style ?? '')?.[1] ?? '';

const isTag = (name: string): name is keyof typeof marks => Object.hasOwn(marks, name);

export function richOf(node: NodeLike): Rich[] {
  if (node.nodeType === 3) return node.textContent ? [node.textContent] : [];
  if (node.nodeType !== 1) return [];
  const name = node.nodeName.toUpperCase();
  if (silent.has(name)) return [];
  const mention = node.getAttribute?.('data-mention');
  if (name === 'SPAN' && mention) return [{ mention }];
  if (name === 'IMG') {
    const picture = node.getAttribute?.('data-file');
    return picture ? [{ picture, name: node.getAttribute?.('alt') ?? '' }] : [];
  }
  const inside = [...node.childNodes].flatMap(richOf);
  if (name === 'SPAN') {
    const named = colourNames.find((one) => one === node.getAttribute?.('data-colour'));
    const colour = named ?? nearestColour(colourIn(node.getAttribute?.('data-style')));
    return colour ? [{ colour, inside }] : inside;
  }
  if (!isTag(name)) return inside;
  const tag = marks[name];
  const start = Number(node.getAttribute?.('start'));
  if (tag === 'ol' && start > 1) return [{ tag, start, inside }];
  if (tag !== 'a') return [{ tag, inside }];
  const href = safeHref(node.getAttribute?.('href'));
  return href ? [{ tag, href, inside }] : inside;
}

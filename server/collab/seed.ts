import { parseDocument } from 'htmlparser2';
import { Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs';

type Marks = Record<string, object>;
type Parsed = ReturnType<typeof parseDocument>['children'][number];
type Node = XmlElement | XmlText;
type Tag = Extract<Parsed, { attribs: unknown }>;

/** Deeper than the editor nests; what is deeper is put flat. */
const deepest = 50;

const blockNames: Record<string, string> = {
  p: 'paragraph',
  h1: 'paragraph',
  h2: 'paragraph',
  h3: 'paragraph',
  ul: 'bulletList',
  ol: 'orderedList',
  li: 'listItem',
  blockquote: 'blockquote',
  pre: 'codeBlock',
};

const marksOf: Record<string, (attributes: Record<string, string>) => Marks> = {
  strong: () => ({ bold: {} }),
  b: () => ({ bold: {} }),
  em: () => ({ italic: {} }),
  i: () => ({ italic: {} }),
  u: () => ({ underline: {} }),
  s: () => ({ strike: {} }),
  code: () => ({ code: {} }),
  a: ({ href }): Marks => (href ? { link: { href } } : {}),
  span: ({ style = '' }): Marks => {
    const color = /(?:^|;)\s*color:\s*([^;]+)/.exec(style)?.[1]?.trim();
    return color ? { textStyle: { color } } : {};
  },
  h1: () => ({ bold: {} }),
  h2: () => ({ bold: {} }),
  h3: () => ({ bold: {} }),
};

const isBlock = (node: Parsed): boolean => node.type === 'tag' && node.name in blockNames;

interface Run {
  text: string;
  marks: Marks;
}

const element = (name: string, inside: Node[]): XmlElement => {
  const made = new XmlElement(name);
  if (inside.length > 0) made.insert(0, inside);
  return made;
};

function textOf(runs: readonly Run[]): XmlText {
  const text = new XmlText();
  text.applyDelta(runs.map(({ text: insert, marks }) => ({ insert, attributes: marks })));
  return text;
}

/** Texts that follow each other are one, as the editor keeps them. */
function joined(parts: readonly (Run | XmlElement)[]): Node[] {
  const nodes: Node[] = [];
  let runs: Run[] = [];
  const close = () => {
    if (runs.length > 0) nodes.push(textOf(runs));
    runs = [];
  };
  for (const part of parts) {
    if (part instanceof XmlElement) {
      close();
      nodes.push(part);
    } else runs.push(part);
  }
  close();
  return nodes;
}

function inline(nodes: readonly Parsed[], marks: Marks): (Run | XmlElement)[] {
  return nodes.flatMap((node): (Run | XmlElement)[] => {
    if (node.type === 'text') return node.data === '' ? [] : [{ text: node.data, marks }];
    if (node.type !== 'tag') return [];
    if (node.name === 'br') return [element('hardBreak', [])];
    const mention = node.attribs['data-mention'];
    if (mention) {
      const atom = new XmlElement('mention');
      atom.setAttribute('id', mention);
      return [atom];
    }
    const fileId = node.attribs['data-file'];
    if (fileId) {
      const picture = new XmlElement('image');
      picture.setAttribute('fileId', fileId);
      picture.setAttribute('name', node.attribs.alt ?? '');
      return [picture];
    }
    return inline(node.children, { ...marks, ...marksOf[node.name]?.(node.attribs) });
  });
}

const paragraph = (nodes: readonly Parsed[], marks: Marks = {}): XmlElement =>
  element('paragraph', joined(inline(nodes, marks)));

/** A list holds items only, and an item begins with a paragraph. */
function item(node: Parsed & { children: Parsed[] }, depth: number): XmlElement {
  const inside = blocks(node.children, depth + 1);
  const [first] = inside;
  const lead = first?.nodeName === 'paragraph' ? [] : [element('paragraph', [])];
  return element('listItem', [...lead, ...inside]);
}

function block(node: Tag, depth: number): XmlElement {
  const name = blockNames[node.name] ?? 'paragraph';
  if (depth > deepest) return paragraph(node.children);
  switch (name) {
    case 'bulletList':
    case 'orderedList': {
      const items = node.children.flatMap((child) => ('children' in child ? [item(child, depth + 1)] : []));
      const list = element(name, items.length > 0 ? items : [element('listItem', [element('paragraph', [])])]);
      const start = Number(node.attribs.start);
      if (name === 'orderedList' && start > 1) list.setAttribute('start', String(start));
      return list;
    }
    case 'listItem':
      return element('bulletList', [item(node, depth + 1)]);
    case 'blockquote': {
      const inside = blocks(node.children, depth + 1);
      return element(name, inside.length > 0 ? inside : [element('paragraph', [])]);
    }
    case 'codeBlock': {
      const words = inline(node.children, {}).map((part) => (part instanceof XmlElement ? '\n' : part.text));
      return element(name, words.length > 0 ? [new XmlText(words.join(''))] : []);
    }
    default:
      return paragraph(node.children, marksOf[node.name]?.({}));
  }
}

/** Words that stand between blocks get a paragraph of their own; the editor would throw them away. */
function blocks(nodes: readonly Parsed[], depth: number): XmlElement[] {
  const made: XmlElement[] = [];
  let loose: Parsed[] = [];
  const close = () => {
    if (loose.some((node) => node.type !== 'text' || node.data.trim() !== '')) made.push(paragraph(loose));
    loose = [];
  };
  for (const node of nodes) {
    if (node.type === 'tag' && isBlock(node)) {
      close();
      made.push(block(node, depth));
    } else loose.push(node);
  }
  close();
  return made;
}

/** A document that says what this rich text says, in the editor's form; `html` has the editor's few tags only. */
export function seedOf(html: string): Uint8Array {
  const doc = new Doc();
  const inside = blocks(parseDocument(html).children, 0);
  doc.getXmlFragment('body').insert(0, inside.length > 0 ? inside : [element('paragraph', [])]);
  const update = encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

import { applyUpdate, Doc, encodeStateAsUpdate, snapshot, XmlElement, type XmlFragment, XmlText } from 'yjs';

interface Piece {
  insert: unknown;
  attributes?: { ychange?: string };
}

/** The new words of each text, one line a text, in the order they stand in. */
function newIn(
  parent: XmlFragment | XmlElement,
  before: ReturnType<typeof snapshot>,
  after: ReturnType<typeof snapshot>,
): string[] {
  return parent.toArray().flatMap((node) => {
    if (node instanceof XmlElement) return newIn(node, before, after);
    if (!(node instanceof XmlText)) return [];
    const pieces = node.toDelta(after, before, (kind: string) => kind) as Piece[];
    const words = pieces
      .filter(({ insert, attributes }) => typeof insert === 'string' && attributes?.ychange === 'added')
      .map(({ insert }) => insert);
    return words.length > 0 ? [words.join('')] : [];
  });
}

/** What a late update adds to the text of a document, line by line. `stored` and `late` are Yjs updates. */
export function newLines(stored: readonly Uint8Array[], late: Uint8Array): string[] {
  const doc = new Doc({ gc: false });
  for (const update of stored) applyUpdate(doc, update);
  const before = snapshot(doc);
  applyUpdate(doc, late);
  const lines = newIn(doc.getXmlFragment('body'), before, snapshot(doc)).filter((line) => line.trim() !== '');
  doc.destroy();
  return lines;
}

/** A document's content with these lines, in the editor's form. */
export function paragraphs(lines: readonly string[]): Uint8Array {
  const doc = new Doc();
  doc.getXmlFragment('body').insert(
    0,
    lines.map((line) => {
      const paragraph = new XmlElement('paragraph');
      paragraph.insert(0, [new XmlText(line)]);
      return paragraph;
    }),
  );
  const update = encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

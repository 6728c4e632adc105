import { XmlElement, type XmlFragment, XmlText } from 'yjs';

const textOf = (text: XmlText): string =>
  text
    .toDelta()
    .map(({ insert }: { insert: unknown }) => (typeof insert === 'string' ? insert : ''))
    .join('');

/** The text of a draft, a line for each paragraph, wherever it stands. */
export function linesOf(parent: XmlFragment | XmlElement): string[] {
  const inline = parent.toArray().some((node) => node instanceof XmlText);
  if (inline)
    return [
      parent
        .toArray()
        .map((node) => (node instanceof XmlText ? textOf(node) : ''))
        .join(''),
    ];
  const blocks = parent.toArray().filter((node) => node instanceof XmlElement);
  return blocks.length === 0 && parent instanceof XmlElement ? [''] : blocks.flatMap((node) => linesOf(node));
}

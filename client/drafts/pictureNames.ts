import { XmlElement, type XmlFragment, XmlText } from 'yjs';

const isPicture = (node: unknown): node is XmlElement => node instanceof XmlElement && node.nodeName === 'image';

/** Where pictures have no place each leaves its name, so that nobody wonders what the words beside it speak of. */
export function leavePictureNames(within: XmlFragment | XmlElement): void {
  within.toArray().forEach((node, at) => {
    if (isPicture(node)) {
      const name = node.getAttribute('name') || 'image';
      within.delete(at, 1);
      within.insert(at, [new XmlText(`[${name}]`)]);
    } else if (node instanceof XmlElement) leavePictureNames(node);
  });
}

export const hasPictures = (within: XmlFragment | XmlElement): boolean =>
  within.toArray().some((node) => isPicture(node) || (node instanceof XmlElement && hasPictures(node)));

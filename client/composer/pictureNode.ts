import { Node } from '@tiptap/react';
import { underWay } from './underWay.ts';

/** A draft that the server has not heard of yet has no pictures to ask for. */
const triesAtMost = 6;
const pauseMs = 1000;

interface Options {
  /** Where a picture can be seen; null while nobody can say. `again` when the address before has run out. */
  urlOf: (fileId: string, again: boolean) => Promise<string | null>;
}

/** A picture in a text: an atom that names a file of ours, without an address. */
export const PictureNode = Node.create<Options>({
  name: 'image',
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => ({ urlOf: async () => null }),
  addAttributes: () => ({
    fileId: { default: '', parseHTML: (element) => element.getAttribute('data-file'), renderHTML: () => ({}) },
    name: { default: '', parseHTML: (element) => element.getAttribute('alt'), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: 'img[data-file]' }],
  renderHTML: ({ node }) => ['img', { 'data-file': node.attrs.fileId, alt: node.attrs.name }],
  renderText: ({ node }) => `[${node.attrs.name || 'image'}]`,
  addProseMirrorPlugins: () => [underWay()],
  addNodeView() {
    return ({ node }) => {
      const { fileId, name } = node.attrs as { fileId: string; name: string };
      const dom = document.createElement('span');
      dom.className = 'picture';
      dom.contentEditable = 'false';
      const image = document.createElement('img');
      image.alt = name;
      image.title = name;
      image.draggable = false;
      dom.append(image);
      let asked = 0;
      let later: ReturnType<typeof setTimeout> | undefined;
      const show = async (again: boolean): Promise<void> => {
        asked += 1;
        const url = await this.options.urlOf(fileId, again).catch(() => null);
        if (url) image.src = url;
        else if (asked < triesAtMost) later = setTimeout(() => void show(again), asked * pauseMs);
      };
      image.onerror = () => asked < triesAtMost && void show(true);
      void show(false);
      return { dom, destroy: () => clearTimeout(later) };
    };
  },
});

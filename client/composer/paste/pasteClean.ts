import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Extension } from '@tiptap/react';
import { type Cleaned, cleanPasted, isOurs } from './clean.ts';

interface Options {
  /** Takes a picture that lay in what was pasted, at its place; absent where no pictures can be in the text. */
  onPicture: ((file: File, pos: number) => void) | null;
  /** So many pictures could not be brought along. */
  onLeft: (count: number) => void;
}

function placeOf(state: EditorState, mark: string): number | null {
  let place: number | null = null;
  state.doc.descendants((node, pos) => {
    const at = node.isText ? (node.text ?? '').indexOf(mark) : -1;
    if (at >= 0) place = pos + at;
    return place === null;
  });
  return place;
}

/** Cleans what is pasted from Word, Outlook, LibreOffice, Google Docs, Gmail and pages, and brings its pictures along. */
export const PasteClean = Extension.create<Options>({
  name: 'pasteClean',
  addOptions: () => ({ onPicture: null, onLeft: () => {} }),
  addProseMirrorPlugins() {
    const { onPicture, onLeft } = this.options;
    let last: Cleaned | null = null;
    return [
      new Plugin({
        key: new PluginKey('paste clean'),
        props: {
          transformPastedHTML(html) {
            last = isOurs(html) ? null : cleanPasted(html);
            if (!last) return html;
            // Where no picture can be, not even its mark may stay.
            return onPicture ? last.html : last.html.replace(/\ue0f0\d+\ue0f1/g, '');
          },
          handlePaste(view, _event, slice) {
            const cleaned = last;
            last = null;
            if (!cleaned) return false;
            const missing = cleaned.left + (onPicture ? 0 : cleaned.pictures.length);
            if (missing > 0) onLeft(missing);
            if (!onPicture || cleaned.pictures.length === 0) return false;
            const { tr } = view.state;
            view.dispatch(
              tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'),
            );
            for (const { mark, file } of cleaned.pictures) {
              const place = placeOf(view.state, mark);
              if (place === null) continue;
              view.dispatch(view.state.tr.delete(place, place + mark.length));
              onPicture(file, place);
            }
            return true;
          },
        },
      }),
    ];
  },
});

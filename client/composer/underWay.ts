import type { EditorState } from '@tiptap/pm/state';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Editor } from '@tiptap/react';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';

/** A picture on its way to the server, shown where it will be. `at` keeps its place whatever others write. */
interface Coming {
  dom: HTMLElement;
  at: unknown;
}

const key = new PluginKey<readonly Coming[]>('pictures under way');

function placeOf(state: EditorState, { at }: Coming): number | null {
  const sync = ySyncPluginKey.getState(state);
  if (!sync?.binding) return null;
  const place = relativePositionToAbsolutePosition(sync.doc, sync.type, at, sync.binding.mapping);
  return place === null || place > state.doc.content.size ? null : place;
}

/** Shows what is under way without writing it into the text: a picture that never comes leaves nothing. */
export const underWay = () =>
  new Plugin<readonly Coming[]>({
    key,
    state: {
      init: () => [],
      apply: (transaction, now) => transaction.getMeta(key) ?? now,
    },
    props: {
      decorations: (state) =>
        DecorationSet.create(
          state.doc,
          (key.getState(state) ?? []).flatMap((coming) => {
            const place = placeOf(state, coming);
            return place === null ? [] : [Decoration.widget(place, coming.dom, { key: coming.dom.id, side: -1 })];
          }),
        ),
    },
  });

export interface Handle {
  progress(share: number): void;
  /** It is there; the picture takes the place of its preview. False when the editor has gone. */
  done(picture: { fileId: string; name: string }): boolean;
  drop(): void;
}

let last = 0;

/** Shows a file at a place in the text, until it is there. */
export function begin(editor: Editor, file: File, pos: number, label: string): Handle {
  last += 1;
  const dom = document.createElement('span');
  dom.id = `coming-${last}`;
  dom.className = 'picture coming';
  const image = document.createElement('img');
  const url = URL.createObjectURL(file);
  image.src = url;
  image.alt = file.name;
  const bar = document.createElement('span');
  bar.className = 'bar';
  bar.setAttribute('role', 'progressbar');
  bar.setAttribute('aria-label', label);
  bar.setAttribute('aria-valuenow', '0');
  dom.append(image, bar);
  const sync = ySyncPluginKey.getState(editor.state);
  const at = absolutePositionToRelativePosition(pos, sync.type, sync.binding.mapping);
  const coming: Coming = { dom, at };
  const all = () => key.getState(editor.state) ?? [];
  editor.view.dispatch(editor.state.tr.setMeta(key, [...all(), coming]));

  const drop = () => {
    URL.revokeObjectURL(url);
    if (!editor.isDestroyed) {
      const rest = all().filter((one) => one !== coming);
      editor.view.dispatch(editor.state.tr.setMeta(key, rest));
    }
  };
  return {
    progress(share) {
      bar.style.setProperty('--share', String(share));
      bar.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    },
    done(picture) {
      if (editor.isDestroyed) return false;
      const place = placeOf(editor.state, coming) ?? editor.state.doc.content.size - 1;
      editor.commands.insertContentAt(place, { type: 'image', attrs: picture }, { updateSelection: false });
      drop();
      return true;
    },
    drop,
  };
}

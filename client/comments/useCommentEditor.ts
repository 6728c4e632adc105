import { type Editor, useEditor } from '@tiptap/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebsocketProvider } from 'y-websocket';
import type { XmlFragment } from 'yjs';
import { PasteClean } from '../composer/paste/pasteClean.ts';
import { usePicturesLeft } from '../composer/paste/usePicturesLeft.ts';
import { rendering, richTextOn, textboxOf } from '../composer/richTextOn.ts';
import { useScreen } from '../connection/screenContext.ts';
import { nameIn } from './mention.tsx';
import { MentionNode } from './mentionNode.ts';
import { useCarets } from './useCarets.ts';
import type { Picker } from './usePicker.ts';
import './comment.css';

interface Wanted {
  body: XmlFragment;
  /** Whose carets are shown; null while somebody writes alone. */
  awareness: WebsocketProvider['awareness'] | null;
  label: string;
  placeholder: string;
  picker: Picker;
}

/** An editor for comments: rich text with mentions, on a Yjs fragment that several may have open. */
export function useCommentEditor({ body, awareness, label, placeholder, picker }: Wanted): Editor | null {
  const { t } = useTranslation('comments');
  const screen = useScreen();
  const hint = useRef(placeholder);
  const onLeft = usePicturesLeft();
  const left = useRef(onLeft);
  useEffect(() => {
    left.current = onLeft;
    hint.current = placeholder;
  });
  const editor = useEditor(
    {
      ...rendering,
      extensions: [
        ...richTextOn(body, () => hint.current),
        PasteClean.configure({ onLeft: (count) => left.current(count) }),
        MentionNode.configure({
          nameOf: (id) => {
            const { shown } = screen.store.get();
            return (shown && nameIn(shown, id)) ?? t('goneTeam');
          },
          whenNamesChange: screen.store.subscribe,
          picking: (now) => picker.picking.set(() => now),
          onKey: (event) => picker.onKey.current(event),
        }),
      ],
      editorProps: {
        attributes: textboxOf(label),
      },
    },
    [body, label],
  );
  useCarets(editor, awareness);
  return editor;
}

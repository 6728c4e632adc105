import { Collaboration } from '@tiptap/extension-collaboration';
import { Placeholder } from '@tiptap/extensions';
import { type Editor, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebsocketProvider } from 'y-websocket';
import type { XmlFragment } from 'yjs';
import { useScreen } from '../connection/screenContext.ts';
import { nameIn } from './mention.tsx';
import { MentionNode } from './mentionNode.ts';
import { useCarets } from './useCarets.ts';
import type { Picker } from './usePicker.ts';
import '../composer/editor.css';
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
  useEffect(() => {
    hint.current = placeholder;
  });
  const editor = useEditor(
    {
      injectCSS: false,
      immediatelyRender: true,
      shouldRerenderOnTransaction: false,
      extensions: [
        StarterKit.configure({
          undoRedo: false,
          heading: false,
          horizontalRule: false,
          dropcursor: false,
          link: {
            openOnClick: false,
            defaultProtocol: 'https',
            HTMLAttributes: { rel: 'noopener noreferrer', target: null },
          },
        }),
        Placeholder.configure({ placeholder: () => hint.current }),
        Collaboration.configure({ fragment: body }),
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
        attributes: { class: 'baton-editor', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
      },
    },
    [body, label],
  );
  useCarets(editor, awareness);
  return editor;
}

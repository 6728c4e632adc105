import type { Editor } from '@tiptap/react';
import { yCursorPluginKey } from '@tiptap/y-tiptap';
import { useEffect } from 'react';
import { useScreen } from '../connection/screenContext.ts';
import type { Link } from '../drafts/link.ts';
import { caretPlugin } from './carets.ts';

/** Shows colleagues' carets in an editor; none while somebody writes alone. */
export function useCarets(editor: Editor | null, awareness: Link['awareness'] | null): void {
  const screen = useScreen();
  useEffect(() => {
    if (!editor || !awareness) return;
    editor.registerPlugin(caretPlugin(awareness, () => screen.store.get().shown));
    return () => {
      if (!editor.isDestroyed) editor.unregisterPlugin(yCursorPluginKey);
    };
  }, [editor, awareness, screen]);
}

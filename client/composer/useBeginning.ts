import type { Editor, EditorEvents } from '@tiptap/react';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { useEffect } from 'react';

/** A document with nothing in it is one empty paragraph. */
const blankSize = 2;

/** Tells when somebody begins to write here. Text that comes from elsewhere, or comes back, was begun before. */
export function useBeginning(editor: Editor | null, onBegin: () => void): void {
  useEffect(() => {
    if (!editor) return;
    const listen = ({ transaction }: EditorEvents['transaction']) => {
      const fromElsewhere = transaction.getMeta(ySyncPluginKey)?.isChangeOrigin === true;
      if (transaction.docChanged && transaction.before.content.size <= blankSize && !fromElsewhere) onBegin();
    };
    editor.on('transaction', listen);
    return () => {
      editor.off('transaction', listen);
    };
  }, [editor, onBegin]);
}

import { Collaboration } from '@tiptap/extension-collaboration';
import { Placeholder } from '@tiptap/extensions';
import { type Editor, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import type { XmlFragment } from 'yjs';
import './editor.css';

interface Wanted {
  body: XmlFragment;
  label: string;
  placeholder: string;
  onFiles: (files: File[]) => void;
}

const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];

/** A rich text editor on a Yjs fragment: what is typed is in the document at once, whoever else has it open. */
export function useReplyEditor({ body, label, placeholder, onFiles }: Wanted): Editor | null {
  const latest = useRef({ placeholder, onFiles });
  useEffect(() => {
    latest.current = { placeholder, onFiles };
  });
  return useEditor(
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
        Placeholder.configure({ placeholder: () => latest.current.placeholder }),
        Collaboration.configure({ fragment: body }),
      ],
      editorProps: {
        attributes: { class: 'baton-editor', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
        handlePaste: (_view, event) => {
          const files = filesOf(event.clipboardData);
          if (files.length === 0 || event.clipboardData?.types.includes('text/html')) return false;
          latest.current.onFiles(files);
          return true;
        },
      },
    },
    [body, label],
  );
}

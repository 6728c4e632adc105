import { type Editor, useEditor } from '@tiptap/react';
import { useEffect, useRef } from 'react';
import type { XmlFragment } from 'yjs';
import { rendering, richTextOn, textboxOf } from './richTextOn.ts';

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
      ...rendering,
      extensions: richTextOn(body, () => latest.current.placeholder),
      editorProps: {
        attributes: textboxOf(label),
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

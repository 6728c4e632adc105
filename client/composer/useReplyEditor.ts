import { type Editor, useEditor } from '@tiptap/react';
import { useEffect, useRef } from 'react';
import type { XmlFragment } from 'yjs';
import { isPicture } from './ownPictures.ts';
import { PasteClean } from './paste/pasteClean.ts';
import { withStylesAside } from './paste/styles.ts';
import { usePicturesLeft } from './paste/usePicturesLeft.ts';
import { PictureNode } from './pictureNode.ts';
import { rendering, richTextOn, textboxOf } from './richTextOn.ts';
import type { Pictures } from './usePictures.ts';

interface Wanted {
  body: XmlFragment;
  label: string;
  placeholder: string;
  pictures: Pictures;
  /** Files that are no pictures. Absent where none can be attached. */
  onFiles?: (files: File[]) => void;
}

const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];

/** Copied words bring a picture of themselves along, a copied picture some HTML around it. */
function hasWords(data: DataTransfer | null): boolean {
  const html = withStylesAside(data?.getData('text/html') ?? '');
  return html !== '' && new DOMParser().parseFromString(html, 'text/html').body.textContent?.trim() !== '';
}

/** A rich text editor on a Yjs fragment: what is typed is in the document at once, whoever else has it open. */
export function useReplyEditor({ body, label, placeholder, pictures, onFiles }: Wanted): Editor | null {
  const onLeft = usePicturesLeft();
  const latest = useRef({ placeholder, pictures, onFiles, onLeft });
  useEffect(() => {
    latest.current = { placeholder, pictures, onFiles, onLeft };
  });
  const made = useRef<Editor | null>(null);
  const editor = useEditor(
    {
      ...rendering,
      extensions: [
        ...richTextOn(body, () => latest.current.placeholder),
        PasteClean.configure({
          onPicture: (file, pos) => {
            const { editor, pictures } = { editor: made.current, pictures: latest.current.pictures };
            if (editor) pictures.put(editor, [file], pos);
          },
          onLeft: (count) => latest.current.onLeft(count),
        }),
        PictureNode.configure({ urlOf: (fileId, again) => latest.current.pictures.urlOf(fileId, again) }),
      ],
      editorProps: {
        attributes: textboxOf(label),
        handlePaste(view, event) {
          const files = filesOf(event.clipboardData);
          const { editor } = view.dom as { editor?: Editor };
          if (files.length === 0 || !editor || hasWords(event.clipboardData)) return false;
          const { pictures, onFiles } = latest.current;
          pictures.put(editor, files.filter(isPicture), view.state.selection.from);
          const others = files.filter((file) => !isPicture(file));
          if (others.length > 0) onFiles?.(others);
          return true;
        },
      },
    },
    [body, label],
  );
  useEffect(() => {
    made.current = editor;
  }, [editor]);
  return editor;
}

/** Takes dropped files: pictures that fall on the text into it, there; the rest beside it. */
export function takeDropped(
  editor: Editor | null,
  files: File[],
  at: { target: EventTarget; clientX: number; clientY: number },
  { pictures, onFiles }: { pictures: Pictures; onFiles?: (files: File[]) => void },
): void {
  const inText = editor && at.target instanceof Node && editor.view.dom.contains(at.target);
  if (!inText) {
    onFiles?.(files);
    return;
  }
  const found = editor.view.posAtCoords({ left: at.clientX, top: at.clientY });
  pictures.put(editor, files.filter(isPicture), found?.pos ?? editor.state.selection.from);
  const others = files.filter((file) => !isPicture(file));
  if (others.length > 0) onFiles?.(others);
}

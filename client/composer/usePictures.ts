import type { Editor } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { XmlElement, type XmlFragment } from 'yjs';
import { uploadBytes, uploadMb } from '../../shared/files.ts';
import { useScreen } from '../connection/screenContext.ts';
import { warn } from '../ui/toast.tsx';
import { ownPicture, rememberPicture } from './ownPictures.ts';
import { begin } from './underWay.ts';
import { uploadFile } from './upload.ts';

export interface Pictures {
  /** So many are on their way. */
  coming: number;
  urlOf: (fileId: string, again: boolean) => Promise<string | null>;
  /** Puts files into the text, each at once as it is and for good when the server has it. */
  put: (editor: Editor, files: Iterable<File>, pos: number) => void;
}

/** Pictures in the text of a draft: of its author's own, and in one that he writes with others. */
export function usePictures(body: XmlFragment, docIdOf: () => string | null): Pictures {
  const { t } = useTranslation();
  const screen = useScreen();
  const [coming, setComing] = useState(0);
  const latest = useRef(docIdOf);
  useEffect(() => {
    latest.current = docIdOf;
  });

  const urlOf = useMemo(() => {
    const known = new Map<string, Promise<string | null>>();
    const ask = async (fileId: string): Promise<string | null> => {
      const docId = latest.current();
      if (docId === null) return null;
      const { value } = await screen.ask('draft.files', { docId, fileIds: [fileId] });
      return value.urls[fileId] ?? null;
    };
    return async (fileId: string, again: boolean) => {
      const here = ownPicture(fileId);
      if (here && !again) return here;
      const asked = again ? undefined : known.get(fileId);
      const url = asked ?? ask(fileId);
      known.set(fileId, url);
      url.then(
        (found) => found === null && known.delete(fileId),
        () => known.delete(fileId),
      );
      return url;
    };
  }, [screen]);

  async function putOne(editor: Editor, file: File, pos: number): Promise<void> {
    const name = file.name;
    if (file.size > uploadBytes) return warn(t('file.tooLarge', { name, count: uploadMb }));
    setComing((now) => now + 1);
    const handle = begin(editor, file, pos, t('file.coming', { name }));
    try {
      const { fileId } = await uploadFile(file, await screen.token(), handle.progress);
      rememberPicture(fileId, file);
      if (handle.done({ fileId, name })) return;
      if (!body.doc?.isDestroyed) append(body, { fileId, name });
    } catch (error) {
      handle.drop();
      const large = error instanceof Error && error.message === '413';
      warn(large ? t('file.tooLarge', { name, count: uploadMb }) : t('file.uploadFailed', { name }));
    } finally {
      setComing((now) => now - 1);
    }
  }
  return {
    coming,
    urlOf,
    put: (editor, files, pos) => {
      for (const file of files) void putOne(editor, file, pos);
    },
  };
}

/** Its writer has turned to something else meanwhile: the picture stands at the end. */
function append(body: XmlFragment, { fileId, name }: { fileId: string; name: string }): void {
  const picture = new XmlElement('image');
  picture.setAttribute('fileId', fileId);
  picture.setAttribute('name', name);
  const paragraph = new XmlElement('paragraph');
  paragraph.insert(0, [picture]);
  body.push([paragraph]);
}

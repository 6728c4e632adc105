import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadBytes, uploadMb } from '../../shared/files.ts';
import { useScreen } from '../connection/screenContext.ts';
import type { Draft } from '../drafts/document.ts';
import { warn } from '../ui/toast.tsx';
import { uploadFile } from './upload.ts';

/** A file on its way to the server. */
export interface Upload {
  id: number;
  name: string;
  share: number;
}

let last = 0;

/** Files that are being attached to a draft; a finished one becomes part of the draft. */
export function useUploads(draft: Draft): { uploads: readonly Upload[]; attach: (files: Iterable<File>) => void } {
  const { t } = useTranslation();
  const screen = useScreen();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);

  async function attachOne(file: File): Promise<void> {
    if (file.size > uploadBytes) return warn(t('file.tooLarge', { name: file.name, count: uploadMb }));
    last += 1;
    const id = last;
    setUploads((now) => [...now, { id, name: file.name, share: 0 }]);
    try {
      const progress = (share: number) =>
        setUploads((now) => now.map((upload) => (upload.id === id ? { ...upload, share } : upload)));
      const added = await uploadFile(file, await screen.token(), progress);
      const others = (draft.fields.get().files ?? []).filter((other) => other.fileId !== added.fileId);
      if (!draft.doc.isDestroyed) draft.set({ files: [...others, added] });
    } catch (error) {
      const key = error instanceof Error && error.message === '413' ? 'file.tooLarge' : 'file.uploadFailed';
      warn(t(key, { name: file.name, count: uploadMb }));
    } finally {
      setUploads((now) => now.filter((upload) => upload.id !== id));
    }
  }
  return {
    uploads,
    attach: (files) => {
      for (const file of files) void attachOne(file);
    },
  };
}

import { useTranslation } from 'react-i18next';
import { uploadMb } from '../../shared/files.ts';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import type { Draft } from '../drafts/document.ts';
import { slotsOf } from '../drafts/slots.ts';
import { warn } from '../ui/toast.tsx';
import { type Upload, uploadsOf } from './uploads.ts';

export type { Upload } from './uploads.ts';

/** Files that are being attached to a reply: they go on when its writer turns to another ticket. */
export function useUploads(
  ticketId: string,
  draft: Draft,
): { uploads: readonly Upload[]; attach: (files: Iterable<File>) => void } {
  const { t } = useTranslation();
  const screen = useScreen();
  const { list, attach } = uploadsOf(draft, () => ({
    screen,
    draft,
    hold: () => slotsOf(screen).hold(ticketId, 'reply').release,
    tooLarge: (name) => warn(t('file.tooLarge', { name, count: uploadMb })),
  }));
  return { uploads: useStore(list, (value) => value), attach };
}

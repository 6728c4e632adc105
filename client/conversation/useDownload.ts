import { useTranslation } from 'react-i18next';
import { useScreen } from '../connection/screenContext.ts';
import { warn } from '../ui/toast.tsx';
import { readUrls } from './mailUrls.ts';

/** Saves a file of a message; its address is asked for at the click, as it lives shortly. */
export function useDownload(messageId: string) {
  const { t } = useTranslation();
  const screen = useScreen();
  return async (file: { fileId: string; name: string }): Promise<void> => {
    try {
      const url = (await readUrls(screen, messageId)).attachments[file.fileId];
      if (!url) throw new Error('no address');
      const link = document.createElement('a');
      link.href = url;
      link.download = file.name;
      link.click();
    } catch {
      warn(t('file.failed'));
    }
  };
}

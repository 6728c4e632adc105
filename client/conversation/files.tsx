import { File as FileIcon, FileImage, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, MessageView } from '../../shared/entities.ts';
import { sizeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { useDownload } from './useDownload.ts';

const iconOf = (type: string) => (type.startsWith('image/') ? FileImage : /text|pdf/.test(type) ? FileText : FileIcon);

/** Files of a message, or of a whole conversation; an address is asked for at the click, as it lives shortly. */
export function Files({
  message,
  files,
  wide = false,
}: {
  message: MessageView;
  files: readonly AttachmentView[];
  wide?: boolean;
}) {
  const { t } = useTranslation();
  const { locale } = useClock();
  const download = useDownload(message.id);
  return (
    <ul className={wide ? 'flex flex-col gap-1' : 'mt-2.5 flex flex-wrap gap-2'}>
      {files.map((file) => {
        const Icon = iconOf(file.type);
        return (
          <li key={file.fileId} className="min-w-0 max-w-full">
            <button
              type="button"
              aria-label={t('file.download', { name: file.name })}
              onClick={() => void download(file)}
              className={`flex h-8 max-w-full items-center gap-2 rounded-control px-2 hover:bg-hover max-md:h-11 ${
                wide ? 'w-full' : 'border border-line-strong bg-page'
              }`}
            >
              <Icon className="size-4 shrink-0 text-ink-3" aria-hidden />
              <span className="truncate">{file.name}</span>
              <span className="shrink-0 text-ink-3">{sizeOf(file.size, locale)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

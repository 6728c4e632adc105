import { Paperclip, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sizeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import type { ReplyModel } from './useReply.ts';

/** The files of a draft, and those on their way, each with its own progress. */
export function DraftFiles({ reply }: { reply: ReplyModel }) {
  const { t } = useTranslation();
  const { locale } = useClock();
  const files = reply.fields.files ?? [];
  if (files.length + reply.uploads.length === 0) return null;
  return (
    <ul className="flex max-h-24 flex-wrap gap-2 overflow-y-auto px-4 pb-2">
      {files.map((file) => (
        <li
          key={file.fileId}
          className="flex h-7 max-w-full items-center gap-2 rounded-control border border-line-strong pl-2 max-md:h-11"
        >
          <Paperclip className="size-3.5 shrink-0 text-ink-3" aria-hidden />
          <span className="truncate">{file.name}</span>
          <span className="shrink-0 text-ink-3">{sizeOf(file.size, locale)}</span>
          <button
            type="button"
            aria-label={t('file.remove', { name: file.name })}
            onClick={() => reply.draft.set({ files: files.filter((other) => other.fileId !== file.fileId) })}
            className="flex size-7 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink max-md:size-11"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        </li>
      ))}
      {reply.uploads.map(({ id, name, share }) => {
        const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
        return (
          <li
            key={id}
            className="relative flex h-7 items-center gap-2 overflow-hidden rounded-control border border-line-strong px-2 text-ink-2"
          >
            <span role="progressbar" aria-valuenow={Math.round(share * 100)} aria-label={name}>
              {t('file.uploading', { name, percent })}
            </span>
            <span className="absolute bottom-0 left-0 h-0.5 bg-accent" style={{ width: `${share * 100}%` }} />
          </li>
        );
      })}
    </ul>
  );
}

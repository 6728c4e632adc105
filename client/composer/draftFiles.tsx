import { Paperclip, RotateCw, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sizeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import type { ReplyModel } from './useReply.ts';
import type { Upload } from './useUploads.ts';

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
      {reply.uploads.map((upload) => (
        <OnItsWay key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}

const small = 'flex size-7 shrink-0 items-center justify-center rounded-control hover:bg-hover max-md:size-11';

/** Says how far it has come, and can be stopped; one that failed can be tried again. */
function OnItsWay({ upload: { name, share, failed, drop, retry } }: { upload: Upload }) {
  const { t } = useTranslation();
  const { t: w } = useTranslation('composer');
  const { locale } = useClock();
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
  if (failed) {
    return (
      <li className="flex h-7 max-w-full items-center rounded-control border border-danger bg-danger-tint pl-2 text-danger max-md:h-11">
        <TriangleAlert className="mr-2 size-3.5 shrink-0" aria-hidden />
        <span role="alert" className="truncate">
          {w('upload.failed', { name })}
        </span>
        <button type="button" aria-label={w('upload.retry', { name })} onClick={retry} className={small}>
          <RotateCw className="size-3.5" aria-hidden />
        </button>
        <button type="button" aria-label={w('upload.drop', { name })} onClick={drop} className={small}>
          <X className="size-3.5" aria-hidden />
        </button>
      </li>
    );
  }
  return (
    <li className="relative flex h-7 max-w-full items-center overflow-hidden rounded-control border border-line-strong pl-2 text-ink-2 max-md:h-11">
      <span
        role="progressbar"
        aria-valuenow={Math.round(share * 100)}
        aria-label={name}
        className="truncate tabular-nums"
      >
        {t('file.uploading', { name, percent })}
      </span>
      <button type="button" aria-label={w('upload.cancel', { name })} onClick={drop} className={`${small} text-ink-3`}>
        <X className="size-3.5" aria-hidden />
      </button>
      <span className="absolute bottom-0 left-0 h-0.5 bg-accent" style={{ width: `${share * 100}%` }} />
    </li>
  );
}

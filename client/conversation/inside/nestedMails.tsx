import { ChevronRight, Download } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mailbox, MessageView, NestedMail } from '../../../shared/entities.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { momentOf } from '../../i18n/format.ts';
import { useClock } from '../../i18n/useClock.ts';
import { Files } from '../files.tsx';
import { MailFrame } from '../mailFrame.tsx';
import { readUrls, useMailUrls } from '../mailUrls.ts';
import { PlainBody } from '../plainBody.tsx';
import { useDownload } from '../useDownload.ts';

const words = ({ name, address }: Mailbox) => (name ? `${name} <${address}>` : address);

interface NestedMailsProps {
  message: MessageView;
  mails: readonly NestedMail[];
  within: string | null;
}

/** The mails in a mail, folded: a line each that says whose it is and what about. */
export function NestedMails({ message, mails, within }: NestedMailsProps) {
  const here = mails.filter((mail) => mail.within === within);
  if (here.length === 0) return null;
  return (
    <ul className="mt-2.5 flex flex-col gap-2">
      {here.map((mail) => (
        <li key={mail.fileId}>
          <Nested message={message} mail={mail} mails={mails} />
        </li>
      ))}
    </ul>
  );
}

function Nested({ message, mail, mails }: { message: MessageView; mail: NestedMail; mails: readonly NestedMail[] }) {
  const { t } = useTranslation('inside');
  const clock = useClock();
  const download = useDownload(message.id);
  const [open, setOpen] = useState(false);
  const body = useId();
  const screen = useScreen();
  const look = mail.look ?? null;
  const page = useMailUrls(message.id, open && look !== null)?.nested?.[look?.fileId ?? ''] ?? null;
  const subject = mail.subject || t('nested.noSubject');
  const inner = mails.filter(({ within }) => within === mail.fileId);
  const files = mail.attachments.filter(
    (file) => !(file.inline && page) && !inner.some((one) => one.fileId === file.fileId),
  );
  return (
    <section aria-label={t('nested.label', { subject })} className="rounded-control border border-line">
      <div className="flex items-center">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={body}
          onClick={() => setOpen(!open)}
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left hover:bg-hover max-md:min-h-11"
        >
          <ChevronRight className={`size-4 shrink-0 text-ink-3 ${open ? 'rotate-90' : ''}`} aria-hidden />
          <span className="shrink-0 truncate font-medium">
            {mail.from ? mail.from.name || mail.from.address : t('nested.unknown')}
          </span>
          <span className="min-w-0 flex-1 truncate text-ink-2">{subject}</span>
          {mail.at !== null && (
            <time dateTime={mail.at} className="shrink-0 text-[0.75rem] tabular-nums text-ink-3 max-md:text-meta">
              {momentOf(new Date(mail.at), clock)}
            </time>
          )}
        </button>
        <button
          type="button"
          aria-label={`${t('nested.download')}: ${subject}`}
          title={t('nested.download')}
          onClick={() => void download({ fileId: mail.fileId, name: `${mail.subject || 'message'}.eml` })}
          className="flex size-9 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink max-md:size-11"
        >
          <Download className="size-4" aria-hidden />
        </button>
      </div>
      {open && (
        <div id={body} className="border-t border-line px-3 py-2.5">
          <p className="mb-2 break-words text-[0.75rem] text-ink-3 max-md:text-meta">
            {[...(mail.from ? [words(mail.from)] : []), mail.to.map(words).join(', ')].filter(Boolean).join(' → ')}
          </p>
          {look && page ? (
            <MailFrame
              id={look.fileId}
              remoteImages={look.remoteImages}
              html={page.html}
              readWithImages={async () =>
                (await readUrls(screen, message.id)).nested?.[look.fileId]?.htmlWithImages ?? null
              }
              name={mail.from?.name || mail.from?.address || t('nested.unknown')}
            />
          ) : mail.text === '' ? (
            <p className="text-ink-3">{t('nested.empty')}</p>
          ) : (
            <PlainBody text={mail.text} />
          )}
          {files.length > 0 && <Files message={message} files={files} />}
          <NestedMails message={message} mails={mails} within={mail.fileId} />
        </div>
      )}
    </section>
  );
}

import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { RecipientField } from './recipientField.tsx';
import type { ReplyModel } from './useReply.ts';

/** From, To, and Cc and Bcc when asked for or filled. */
export function AddressRows({ reply, copies }: { reply: ReplyModel; copies: boolean }) {
  const { t } = useTranslation();
  const { draft, fields, from, to } = reply;
  const address = from.name && from.address ? `${from.name} <${from.address}>` : from.address;
  return (
    <div className="shrink-0 pt-1.5 max-md:pt-0">
      <div className="flex h-7 items-center gap-2 px-4 max-md:h-11 max-md:border-b max-md:border-line">
        <span className="w-9 shrink-0 text-ink-3">{t('composer.from')}</span>
        <span className="truncate">{address}</span>
      </div>
      <RecipientField label={t('composer.to')} boxes={to} onChange={(boxes) => draft.set({ to: boxes })} />
      {(copies || (fields.cc?.length ?? 0) > 0) && (
        <RecipientField
          label={t('composer.cc')}
          boxes={fields.cc ?? []}
          onChange={(boxes) => draft.set({ cc: boxes })}
        />
      )}
      {(copies || (fields.bcc?.length ?? 0) > 0) && (
        <RecipientField
          label={t('composer.bcc')}
          boxes={fields.bcc ?? []}
          onChange={(boxes) => draft.set({ bcc: boxes })}
        />
      )}
      <Answered reply={reply} />
    </div>
  );
}

/** Which message is answered, when it is not the latest. */
function Answered({ reply }: { reply: ReplyModel }) {
  const { t } = useTranslation();
  const clock = useClock();
  const { replyTo, forward } = reply.fields;
  const message = useShown((state) => (replyTo ? state.timelines[reply.ticket.id]?.messages[replyTo] : undefined));
  if (!message) return null;
  return (
    <p className="flex items-center gap-2 px-4 text-[0.75rem] text-ink-3">
      {t(forward ? 'composer.forwarding' : 'composer.replyingTo', { time: timeOf(new Date(message.at), clock) })}
      <IconButton
        small
        icon={X}
        label={t('composer.replyToLatest')}
        onClick={() => reply.draft.set({ replyTo: undefined, to: undefined, forward: undefined, subject: undefined })}
      />
    </p>
  );
}

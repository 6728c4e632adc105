import { ChevronDown, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { RecipientField } from './recipientField.tsx';
import type { From } from './useFrom.ts';
import type { ReplyModel } from './useReply.ts';

/** From, To, and Cc and Bcc when asked for or filled. */
export function AddressRows({ reply, copies }: { reply: ReplyModel; copies: boolean }) {
  const { t } = useTranslation();
  const { draft, fields, from, to } = reply;
  const chooseFrom = (channelId: string) => draft.set({ channelId });
  return (
    <div className="shrink-0 pt-1.5 max-md:pt-0">
      <div className="flex min-h-7 items-center gap-2 px-4 max-md:min-h-11 max-md:border-b max-md:border-line">
        <span className="w-9 shrink-0 text-ink-3">{t('composer.from')}</span>
        <FromAddress from={from} onChoose={chooseFrom} />
      </div>
      <Mismatch from={from} onChoose={chooseFrom} />
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

const named = ({ name, address }: ChannelView) => (name ? `${name} <${address}>` : address);

/** The address it goes out from; a menu where there are several. */
function FromAddress({ from, onChoose }: { from: From; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const { channel, all } = from;
  if (!channel) return null;
  if (all.length < 2) return <span className="truncate">{named(channel)}</span>;
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`${t('composer.chooseFrom')}: ${named(channel)}`}
          className="-ml-1.5 flex h-7 min-w-0 items-center gap-1 rounded-control px-1.5 hover:bg-hover max-md:h-11"
        >
          <span className="truncate">{named(channel)}</span>
          <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden />
        </button>
      }
    >
      {all.map((one) => (
        <MenuItem key={one.id} checked={one.id === channel.id} onSelect={() => onChoose(one.id)}>
          {named(one)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** The customer wrote to another of our addresses; one press answers from there. */
function Mismatch({ from: { other }, onChoose }: { from: From; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  if (!other) return null;
  return (
    <p className="mx-4 mb-0.5 flex min-h-6 animate-arrive flex-wrap items-center gap-x-2 rounded-control bg-wait-tint px-2 text-[0.75rem] text-wait">
      <TriangleAlert className="size-3.5 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 break-words">{t('composer.otherFrom', { address: other.address })}</span>
      <button
        type="button"
        onClick={() => onChoose(other.id)}
        className="shrink-0 rounded-chip px-1 font-medium underline underline-offset-2 hover:bg-hover max-md:min-h-11"
      >
        {t('takeThread', { address: other.address, ns: 'composer' })}
      </button>
    </p>
  );
}

/** Which message is answered, when it is not the latest. */
function Answered({ reply }: { reply: ReplyModel }) {
  const { t } = useTranslation();
  const clock = useClock();
  const { replyTo, forward } = reply.fields;
  const message = useShown((state) => (replyTo ? state.timelines[reply.ticket.id]?.messages[replyTo] : undefined));
  if (!message || (message === reply.newest && !forward)) return null;
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

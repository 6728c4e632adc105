import { CornerUpLeft, type LucideIcon, Mail, Pencil, Terminal } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView, MemberView, StatusView, TicketView } from '../../shared/entities.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Here } from '../presence/here.tsx';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';
import { statusName } from './names.ts';
import { StatusGlyph } from './statusGlyph.tsx';

export const sourceIcons: Record<TicketView['source'], LucideIcon> = { email: Mail, manual: Pencil, api: Terminal };

/** A ticket that came within this time fades in. */
const arrival = 3_000;

interface TicketRowProps {
  ticket: TicketView;
  contact: ContactView | undefined;
  owner: MemberView | undefined;
  status: StatusView | undefined;
  selected: boolean;
  /** The customer has written since the reader last looked. */
  unread: boolean;
  /** A change of the reader's own has not been settled yet. */
  pending: boolean;
  onOpen: (ticketId: string) => void;
}

function TicketRowBare({ ticket, contact, owner, status, selected, unread, pending, onOpen }: TicketRowProps) {
  const { t } = useTranslation();
  const clock = useClock();
  const [arriving] = useState(() => Date.now() - Date.parse(ticket.activityAt) < arrival);
  const Source = sourceIcons[ticket.source];
  const last = ticket.lastMessage;
  return (
    <button
      type="button"
      data-ticket={ticket.id}
      aria-current={selected ? 'true' : undefined}
      onClick={() => onOpen(ticket.id)}
      className={`relative block h-[76px] w-full border-b border-line py-2 pr-3 pl-7 text-left transition-colors duration-[80ms] focus-visible:outline-offset-[-2px] max-md:h-[84px] max-md:py-2.5 max-md:pr-4 ${
        selected
          ? 'bg-sel before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-focus'
          : 'hover:bg-hover'
      } ${arriving ? 'animate-arrive' : ''} ${pending ? 'opacity-80' : ''}`}
    >
      {unread && (
        <span
          role="img"
          aria-label={t('list.unread')}
          className="absolute top-[13px] left-2.5 size-2 rounded-full bg-accent-ink max-md:top-[15px]"
        />
      )}
      <span className="flex h-[18px] items-center gap-2 text-[0.75rem] text-ink-2 max-md:text-meta">
        <span className={`min-w-0 flex-1 truncate ${unread ? 'font-semibold text-ink' : ''}`}>
          {contact?.name ?? t('list.noContact')}
        </span>
        <Source className="size-3.5 shrink-0 text-ink-3" role="img" aria-label={t(`channel.${ticket.source}`)} />
        <span className="shrink-0 tabular-nums text-ink-3">{rowTime(new Date(ticket.activityAt), clock)}</span>
      </span>
      <span
        className={`flex h-5 items-center gap-1.5 text-row max-md:h-[22px] ${unread ? 'font-semibold' : 'font-medium'}`}
      >
        <StatusGlyph status={status} label={status && statusName(t, status)} />
        <span className="min-w-0 flex-1 truncate">{ticket.name}</span>
      </span>
      <span className="flex h-5 items-center gap-2 text-[0.75rem] text-ink-3 max-md:text-meta">
        <span className="flex min-w-0 flex-1 items-center gap-1">
          {last?.direction === 'out' && (
            <CornerUpLeft className="size-3 shrink-0" role="img" aria-label={t('list.ourReply')} />
          )}
          <span className="truncate">{last?.snippet ?? t('list.noMessage')}</span>
        </span>
        <Here ticketId={ticket.id} />
        {owner ? (
          <MemberAvatar name={owner.name} color={owner.color} size={16} label={t('list.owner', { name: owner.name })} />
        ) : (
          <NobodyAvatar size={16} label={t('list.noOwner')} />
        )}
      </span>
    </button>
  );
}

export const TicketRow = memo(TicketRowBare);

/** The row's shape while tickets are on their way. */
export function TicketRowShape() {
  return (
    <div className="flex h-[76px] flex-col gap-2.5 border-b border-line py-3.5 pl-7 max-md:h-[84px]" aria-hidden>
      <span className="h-2.5 w-24 animate-pulse-soft rounded-chip bg-active" />
      <span className="h-2.5 w-52 animate-pulse-soft rounded-chip bg-active" />
      <span className="h-2.5 w-40 animate-pulse-soft rounded-chip bg-active" />
    </div>
  );
}

import { useDraggable } from '@dnd-kit/core';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { isUnread, meIn } from '../../shared/state.ts';
import { useScreenState, useShown } from '../connection/screenContext.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Here } from '../presence/here.tsx';
import { contactOf } from '../tickets/names.ts';
import { PriorityBars } from '../tickets/priorityBars.tsx';
import { StatusMenu } from '../tickets/statusMenu.tsx';
import { sourceIcons } from '../tickets/ticketRow.tsx';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';

/** A ticket as it lies on the board. */
export function CardFace({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const clock = useClock();
  const contact = useShown((state) => contactOf(state, ticket));
  const owner = useShown((state) => (ticket.ownerId ? state.members[ticket.ownerId] : undefined));
  const unread = useShown((state) => isUnread(state, ticket));
  const Source = sourceIcons[ticket.source];
  return (
    <div className="px-3 py-2.5">
      <div className="flex items-center gap-1.5 text-[0.75rem]/4 text-ink-3">
        <span className="min-w-0 flex-1 truncate text-ink-2">{contact?.name ?? t('list.noContact')}</span>
        <Source className="size-3.5 shrink-0" role="img" aria-label={t(`channel.${ticket.source}`)} />
        <span className="shrink-0 tabular-nums">#{ticket.number}</span>
      </div>
      <div className={`mt-1 line-clamp-2 break-words ${unread ? 'font-semibold' : 'font-medium'}`}>{ticket.name}</div>
      <div className="mt-1.5 flex min-h-5 items-center gap-2 text-[0.75rem] text-ink-3 max-md:pr-9">
        {ticket.priority !== 'normal' && (
          <span className="flex items-center gap-1">
            <PriorityBars priority={ticket.priority} />
            {t(`priority.${ticket.priority}`)}
          </span>
        )}
        <span className="min-w-0 flex-1 truncate tabular-nums">{rowTime(new Date(ticket.activityAt), clock)}</span>
        <Here ticketId={ticket.id} />
        {owner ? (
          <MemberAvatar name={owner.name} color={owner.color} size={18} label={t('list.owner', { name: owner.name })} />
        ) : (
          <NobodyAvatar size={18} label={t('list.noOwner')} />
        )}
      </div>
    </div>
  );
}

interface CardProps {
  ticket: TicketView;
  onOpen: (ticketId: string) => void;
}

/** Enter or a click opens it, Space lifts it, and a menu moves it without carrying. */
export function Card({ ticket, onOpen }: CardProps) {
  const { t } = useTranslation('board');
  const editable = useShown((state) => canEdit(meIn(state), ticket));
  const pending = useScreenState(({ changes }) => changes.some(({ ticketId }) => ticketId === ticket.id));
  const { setNodeRef, attributes, listeners, isDragging } = useDraggable({
    id: ticket.id,
    data: { statusId: ticket.statusId },
    disabled: !editable,
    attributes: { roleDescription: t('card') },
  });
  return (
    <div className="group relative pb-2">
      {/* biome-ignore lint/a11y/useSemanticElements: a button answers to Space, which lifts the card */}
      <div
        ref={setNodeRef}
        data-ticket={ticket.id}
        {...(editable ? attributes : {})}
        {...(editable ? listeners : {})}
        role="button"
        tabIndex={0}
        onClick={() => onOpen(ticket.id)}
        onKeyDown={(event) => {
          listeners?.onKeyDown?.(event);
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || isDragging) return;
          event.preventDefault();
          onOpen(ticket.id);
        }}
        className={`select-none rounded-card border bg-page text-left [-webkit-touch-callout:none] ${
          isDragging
            ? 'border-line-strong border-dashed opacity-40'
            : 'border-line hover:border-line-strong hover:shadow-pop'
        } ${pending && !isDragging ? 'opacity-80' : ''} ${editable ? 'touch-manipulation' : ''}`}
      >
        <CardFace ticket={ticket} />
      </div>
      {editable && !isDragging && (
        <span className="absolute right-1 bottom-3 opacity-0 group-hover:opacity-100 focus-within:opacity-100 max-md:opacity-100">
          <StatusMenu
            ticket={ticket}
            trigger={
              <button
                type="button"
                aria-label={t('moveTo', { number: ticket.number })}
                className="flex size-6 items-center justify-center rounded-control bg-page text-ink-2 hover:bg-hover max-md:-mb-2 max-md:size-11 max-md:bg-transparent"
              >
                <Ellipsis className="size-4" aria-hidden />
              </button>
            }
          />
        </span>
      )}
    </div>
  );
}

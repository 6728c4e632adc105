import { Link } from '@tanstack/react-router';
import { AtSign, type LucideIcon, MessageSquareText, Reply, UserRoundCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ListedNotification } from '../../shared/contract/notifications.ts';
import type { Topic } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { acknowledge } from './seen.ts';
import { searchOf, ticketOf, toldOf } from './told.ts';

export const topicIcons: Record<Topic, LucideIcon> = {
  mention: AtSign,
  assigned: UserRoundCheck,
  replied: Reply,
  commented: MessageSquareText,
};

/** One of the rest: opening it is having seen it. */
export function OtherRow({ item, unread, onOpen }: { item: ListedNotification; unread: boolean; onOpen: () => void }) {
  const { t } = useTranslation('notices');
  const screen = useScreen();
  const clock = useClock();
  const members = useShown((state) => state.members);
  const Icon = topicIcons[item.topic];
  return (
    <li className="border-b border-line">
      <Link
        to="/desk/$view/{-$ticketId}"
        params={{ view: 'open', ticketId: item.ticketId }}
        search={searchOf(item)}
        onClick={() => {
          if (unread) void acknowledge(screen, item.id);
          onOpen();
        }}
        className="flex gap-3 px-4 py-2 hover:bg-hover focus-visible:outline-offset-[-2px] max-md:py-3"
      >
        <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
        <span className="min-w-0 flex-1">
          <span className={`block truncate ${unread ? 'font-medium' : 'text-ink-2'}`}>{toldOf(t, item, members)}</span>
          <span className="block truncate text-[0.75rem]/4.5 text-ink-3 max-md:text-meta">
            {ticketOf(item)}
            {item.snippet && ` · ${item.snippet}`}
          </span>
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1.5">
          <time dateTime={item.at} className="text-meta tabular-nums text-ink-3">
            {rowTime(new Date(item.at), clock)}
          </time>
          {unread && <span role="img" aria-label={t('unread')} className="size-2 rounded-full bg-focus" />}
        </span>
      </Link>
    </li>
  );
}

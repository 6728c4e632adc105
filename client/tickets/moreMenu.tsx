import { AlarmClock, Ellipsis, Eye, EyeOff, Mail, ShieldAlert, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canDelete } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { follows, meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx';
import { lay, wakingTimes } from './aside.ts';

interface MoreMenuProps {
  ticket: TicketView;
  editable: boolean;
  /** The reader turns to the list: what he leaves is new again, or gone. */
  onLeave: () => void;
}

/** What else may be done with a ticket: follow, snooze, put away. */
export function MoreMenu({ ticket, editable, onLeave }: MoreMenuProps) {
  const { t } = useTranslation();
  const screen = useScreen();
  const clock = useClock();
  const followed = useShown((state) => follows(state, ticket.id));
  const deletable = useShown((state) => canDelete(meIn(state), ticket));
  const { id: ticketId, phase } = ticket;
  const here = phase === 'open' || phase === 'waiting' || phase === 'snoozed';
  const icon = (Icon: typeof Eye) => <Icon className="size-4" aria-hidden />;
  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('more.label')} side="bottom" />}>
      <MenuItem
        icon={icon(followed ? EyeOff : Eye)}
        onSelect={() => void lay(screen, t, followed ? 'ticket.unfollow' : 'ticket.follow', { ticketId })}
      >
        {t(followed ? 'more.unfollow' : 'more.follow')}
      </MenuItem>
      {ticket.lastInSeq > 0 && (
        <MenuItem
          icon={icon(Mail)}
          onSelect={() => {
            onLeave();
            void lay(screen, t, 'ticket.markUnread', { ticketId });
          }}
        >
          {t('more.unread')}
        </MenuItem>
      )}
      {editable && here && (
        <MenuGroup label={t('snooze.label')}>
          {wakingTimes(new Date()).map(({ key, at }) => (
            <MenuItem
              key={key}
              icon={icon(AlarmClock)}
              note={momentOf(at, clock)}
              onSelect={() =>
                void lay(screen, t, 'ticket.snooze', { ticketId, until: at.toISOString() }, t('more.snoozed'))
              }
            >
              {t(`snooze.${key}`)}
            </MenuItem>
          ))}
          <MenuItem
            icon={icon(AlarmClock)}
            onSelect={() => void lay(screen, t, 'ticket.snooze', { ticketId, until: null }, t('more.snoozed'))}
          >
            {t('snooze.untilReply')}
          </MenuItem>
        </MenuGroup>
      )}
      {(editable || deletable) && <MenuLine />}
      {editable && phase !== 'spam' && phase !== 'trash' && (
        <MenuItem
          icon={icon(ShieldAlert)}
          onSelect={() => void lay(screen, t, 'ticket.markSpam', { ticketId }, t('more.spammed'))}
        >
          {t('more.spam')}
        </MenuItem>
      )}
      {deletable && phase !== 'trash' && (
        <MenuItem
          icon={icon(Trash2)}
          onSelect={() => void lay(screen, t, 'ticket.trash', { ticketId }, t('more.trashed'))}
        >
          {t('more.trash')}
        </MenuItem>
      )}
    </Menu>
  );
}

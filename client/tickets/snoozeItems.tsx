import { AlarmClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { MenuGroup, MenuItem } from '../ui/menu.tsx';
import { lay, wakingTimes } from './aside.ts';

/** Only what is worked on is laid aside. */
export const canSnooze = ({ phase }: TicketView): boolean =>
  phase === 'open' || phase === 'waiting' || phase === 'snoozed';

/** Until when a ticket may lie aside; part of a menu. */
export function SnoozeItems({ ticket, onChooseTime }: { ticket: TicketView; onChooseTime: () => void }) {
  const { t } = useTranslation();
  const screen = useScreen();
  const clock = useClock();
  const icon = <AlarmClock className="size-4" aria-hidden />;
  const snooze = (until: string | null) =>
    void lay(screen, t, ticket, { name: 'ticket.snooze', input: { ticketId: ticket.id, until } }, t('more.snoozed'));
  return (
    <MenuGroup label={t('snooze.label')}>
      {wakingTimes(new Date()).map(({ key, at }) => (
        <MenuItem key={key} icon={icon} note={momentOf(at, clock)} onSelect={() => snooze(at.toISOString())}>
          {t(`snooze.${key}`)}
        </MenuItem>
      ))}
      <MenuItem icon={icon} onSelect={onChooseTime}>
        {t('snooze.choose')}
      </MenuItem>
      <MenuItem icon={icon} onSelect={() => snooze(null)}>
        {t('snooze.untilReply')}
      </MenuItem>
    </MenuGroup>
  );
}

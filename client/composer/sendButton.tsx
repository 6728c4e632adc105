import { CalendarClock, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { commandKey } from '../keyboard/actions.ts';
import { useForbidden } from '../required/useForbidden.ts';
import { statusName } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { useWide } from '../ui/media.ts';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx';
import { Tip } from '../ui/tip.tsx';
import type { Wish } from './useSending.ts';

interface SendButtonProps {
  ticket: TicketView;
  sending: boolean;
  onSend: (wish?: Wish) => void;
  onLater: () => void;
}

/** Send, and beside it: send and set the status in one step. The menu grows upwards, beside the text where it can. */
export function SendButton({ ticket, sending, onSend, onLater }: SendButtonProps) {
  const { t } = useTranslation();
  const wide = useWide();
  const statuses = useShown((state) => state.pipelines[ticket.pipelineId]?.statuses) ?? [];
  const forbidden = useForbidden(ticket);
  const look =
    'bg-accent font-medium text-white transition-colors duration-[80ms] hover:bg-accent-hover disabled:opacity-50';
  return (
    <div className="flex h-(--control) shrink-0">
      <Tip text={t('composer.send')} keys={[commandKey(navigator.platform), 'Enter']}>
        <button type="button" disabled={sending} onClick={() => onSend()} className={`rounded-l-control px-4 ${look}`}>
          {t(sending ? 'composer.sending' : 'composer.send')}
        </button>
      </Tip>
      <Menu
        side={wide ? 'right' : 'top'}
        align="end"
        className="w-56 max-md:w-64"
        trigger={
          <button
            type="button"
            disabled={sending}
            aria-label={t('composer.sendMenu')}
            className={`flex w-8 items-center justify-center rounded-r-control border-l border-white/25 max-md:w-11 data-popup-open:bg-accent-hover ${look}`}
          >
            <ChevronDown className="size-4" aria-hidden />
          </button>
        }
      >
        <MenuGroup label={t('composer.sendAndSet')}>
          {statuses.map((status) => (
            <MenuItem
              key={status.id}
              icon={<StatusGlyph status={status} />}
              note={status.id === ticket.statusId ? t('composer.current') : (forbidden(status) ?? undefined)}
              disabled={forbidden(status) !== null}
              onSelect={() => onSend({ status })}
            >
              {statusName(t, status)}
            </MenuItem>
          ))}
        </MenuGroup>
        <MenuLine />
        <MenuItem icon={<CalendarClock className="size-4" aria-hidden />} onSelect={onLater}>
          {t('later.open', { ns: 'drafts' })}
        </MenuItem>
      </Menu>
    </div>
  );
}

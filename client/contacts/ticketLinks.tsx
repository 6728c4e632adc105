import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { contactOf, statusName, statusOf } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import type { PlaceView } from '../views/place.ts';

interface TicketLinksProps {
  tickets: readonly TicketView[];
  view: PlaceView;
  /** Says whose each is. */
  named?: boolean;
  onUnlink?: (ticket: TicketView) => void;
  canUnlink?: (ticket: TicketView) => boolean;
}

/** Tickets in a few words each, to be opened. */
export function TicketLinks({ tickets, view, named = false, onUnlink, canUnlink }: TicketLinksProps) {
  const { t } = useTranslation();
  const { t: words } = useTranslation('contacts');
  const clock = useClock();
  const state = useShown((shown) => shown);
  return (
    <ul className="flex flex-col">
      {tickets.map((ticket) => {
        const status = statusOf(state, ticket);
        const whose = named ? contactOf(state, ticket)?.name : undefined;
        return (
          <li key={ticket.id} className="flex items-center">
            <Link
              to="/desk/$view/{-$ticketId}"
              params={{ view, ticketId: ticket.id }}
              className="-mx-2 flex min-w-0 flex-1 gap-2 rounded-control px-2 py-1.5 hover:bg-hover"
            >
              <span className="mt-[3px]">
                <StatusGlyph status={status} label={status && statusName(t, status)} />
              </span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{ticket.name}</span>
                <span className="block truncate text-[0.75rem] text-ink-3">
                  {[`#${ticket.number}`, whose, rowTime(new Date(ticket.activityAt), clock)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </Link>
            {onUnlink && canUnlink?.(ticket) && (
              <IconButton
                small
                icon={X}
                label={words('unlink', { number: ticket.number })}
                onClick={() => onUnlink(ticket)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

import { Check, Mail, Ticket } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView, TicketView } from '../../shared/entities.ts';
import { useTickets } from '../contacts/useTickets.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';

/** What goes along with an unknown sender, as far as the reader may see it. */
export function Connects({ ticket, message }: { ticket: TicketView; message: MessageView }) {
  const { t } = useTranslation('customers');
  const clock = useClock();
  const { contactId } = message;
  const his = useCallback((one: TicketView) => contactId !== null && one.contactIds.includes(contactId), [contactId]);
  const { tickets } = useTickets(contactId ? [{ contactId }] : [], his);
  const others = tickets.filter(({ id }) => id !== ticket.id);
  const line = 'flex min-h-9 items-center gap-2 border-line px-3 not-last:border-b';
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-[0.75rem]/4">{t('connects')}</h3>
      <ul className="rounded-control border border-line">
        <li className={line}>
          <Check className="size-4 shrink-0 text-open" aria-hidden />
          <Mail className="size-4 shrink-0 text-ink-3" aria-hidden />
          <span className="min-w-0 flex-1 truncate">{t('thisTicket', { number: ticket.number })}</span>
        </li>
        {others.map((one) => (
          <li key={one.id} className={line}>
            <Check className="size-4 shrink-0 text-open" aria-hidden />
            <Ticket className="size-4 shrink-0 text-ink-3" aria-hidden />
            <span className="min-w-0 flex-1 truncate">
              #{one.number} {one.name}
            </span>
            <span className="shrink-0 text-[0.75rem] tabular-nums text-ink-3">
              {rowTime(new Date(one.activityAt), clock)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { TicketLinks } from '../contacts/ticketLinks.tsx';
import { useTickets } from '../contacts/useTickets.ts';
import { usePlace } from '../views/place.ts';
import { Section } from './section.tsx';

/** The same customers' other tickets, as far as the reader may see them. */
export function PastConversations({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { view } = usePlace();
  const { id, contactIds } = ticket;
  const theirs = useCallback(
    (other: TicketView) => other.id !== id && other.contactIds.some((contactId) => contactIds.includes(contactId)),
    [id, contactIds],
  );
  const { tickets, read } = useTickets(
    contactIds.map((contactId) => ({ contactId })),
    theirs,
  );
  if (contactIds.length === 0) return null;
  return (
    <Section id="past" title={t('property.past')} count={tickets.length}>
      {tickets.length === 0 && read && <p className="text-ink-3">{t('property.noPast')}</p>}
      <TicketLinks tickets={tickets} view={view} />
    </Section>
  );
}

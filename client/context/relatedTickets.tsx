import { Link2, Ticket } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { Picker } from '../contacts/picker.tsx';
import { refusedWord } from '../contacts/refused.ts';
import { TicketLinks } from '../contacts/ticketLinks.tsx';
import { useTickets } from '../contacts/useTickets.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { warn } from '../ui/toast.tsx';
import { usePlace } from '../views/place.ts';
import { Section } from './section.tsx';

const offeredAtMost = 8;

/** Tickets that somebody has linked with it, and others of its company. */
export function RelatedTickets({ ticket, editable }: { ticket: TicketView; editable: boolean }) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const { view } = usePlace();
  const me = useShown(meIn);
  const known = useShown((state) => state.tickets);
  const [linking, setLinking] = useState(false);
  const { id, companyId, contactIds, linkedIds } = ticket;
  const related = useCallback(
    (other: TicketView) =>
      other.id !== id &&
      (other.linkedIds.includes(id) ||
        (companyId !== null &&
          other.companyId === companyId &&
          !other.contactIds.some((contactId) => contactIds.includes(contactId)))),
    [id, companyId, contactIds],
  );
  const { tickets, read } = useTickets([{ linkedTo: id }, ...(companyId ? [{ companyId }] : [])], related);
  const setLinked = (otherId: string, linked: boolean) => {
    const asked = screen.ask('ticket.setLinked', { ticketId: id, otherId, linked });
    asked.catch((error) => warn(refusedWord(t, error)));
  };
  const find = async (text: string) => {
    const wanted = text.replace(/^#/, '').toLowerCase();
    return Object.values(known)
      .filter((other) => other.id !== id && !linkedIds.includes(other.id) && canEdit(me, other))
      .filter((other) => String(other.number).startsWith(wanted) || other.name.toLowerCase().includes(wanted))
      .slice(0, offeredAtMost)
      .map((other) => ({
        id: other.id,
        name: other.name,
        note: `#${other.number}`,
        icon: <Ticket className="size-4 shrink-0 text-ink-2" aria-hidden />,
      }));
  };
  return (
    <Section
      id="related"
      title={t('related')}
      count={tickets.length}
      action={editable && <IconButton icon={Link2} label={t('link')} onClick={() => setLinking(true)} />}
    >
      {linking && (
        <Picker
          label={t('link')}
          placeholder={t('linkNumber')}
          focusFirst
          find={find}
          onChoose={(otherId) => {
            setLinking(false);
            setLinked(otherId, true);
          }}
          onLeave={() => setLinking(false)}
        />
      )}
      {tickets.length === 0 && read && !linking && <p className="text-ink-3">{t('noRelated')}</p>}
      <TicketLinks
        tickets={tickets}
        view={view}
        named
        canUnlink={(other) => editable && linkedIds.includes(other.id)}
        onUnlink={(other) => setLinked(other.id, false)}
      />
    </Section>
  );
}

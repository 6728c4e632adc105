import { useNavigate } from '@tanstack/react-router';
import { Mail } from 'lucide-react';
import { Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { merge } from '../../shared/state.ts';
import { readInto } from '../connection/readInto.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { ContactAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { lazily } from '../ui/lazily.ts';
import { ContactFields } from './contactFields.tsx';
import { Part, PersonFrame, PersonGone } from './personFrame.tsx';
import { TicketLinks } from './ticketLinks.tsx';
import { useTickets } from './useTickets.ts';
import { WriteMail } from './writeMail.tsx';

const Duplicates = lazily(() => import('../customers/duplicates.tsx'));
const StoryPart = lazily(() => import('../customers/storyPart.tsx'));

export function ContactPage({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const navigate = useNavigate();
  const generation = useScreenState((state) => state.generation);
  const contact = useShown((state) => state.contacts[contactId]);
  const company = useShown((state) => (contact?.companyId ? state.companies[contact.companyId] : undefined));
  const [can, setCan] = useState<{ edit: boolean } | null>(null);
  const [gone, setGone] = useState(false);
  const [writing, setWriting] = useState(false);
  useEffect(() => {
    if (generation === 0) return;
    readInto(screen, 'contact.get', { contactId }, (known, { value, seq }) =>
      merge(known, seq, { contacts: [value.contact], companies: value.company ? [value.company] : [] }),
    ).then(
      (answer) => {
        if (!answer) return;
        const { value } = answer;
        if (value.contact.id !== contactId) {
          // He turned out to be somebody else, who is shown instead.
          void navigate({ to: '/contacts/{-$contactId}', params: { contactId: value.contact.id }, replace: true });
        }
        setCan(value.can);
        setGone(false);
      },
      () => setGone(true),
    );
  }, [screen, contactId, generation, navigate]);
  const his = useCallback((ticket: TicketView) => ticket.contactIds.includes(contactId), [contactId]);
  const { tickets, read } = useTickets([{ contactId }], his);
  if (!contact) return gone || can ? <PersonGone kind="contacts" /> : <main className="flex-1 bg-page" />;
  const openTicket = (ticketId: string) =>
    navigate({ to: '/desk/$view/{-$ticketId}', params: { view: 'open', ticketId } });
  return (
    <PersonFrame
      kind="contacts"
      icon={<ContactAvatar name={contact.name} size={32} />}
      name={contact.name}
      note={[contact.email, company?.name].filter(Boolean).join(' · ')}
      actions={
        <Button
          look="primary"
          disabled={!contact.email}
          title={contact.email ? undefined : t('write.noAddress')}
          onClick={() => setWriting(true)}
        >
          <Mail className="size-4" aria-hidden />
          {t('write.open')}
        </Button>
      }
    >
      {writing && (
        <WriteMail
          contact={contact}
          onClose={() => setWriting(false)}
          onSent={(ticketId) => void openTicket(ticketId)}
        />
      )}
      {can?.edit && (
        <Suspense>
          <Duplicates contact={contact} />
        </Suspense>
      )}
      <div className="mb-6">
        <ContactFields contact={contact} editable={can?.edit ?? false} />
      </div>
      <Part title={t('tickets')}>
        {tickets.length === 0 && read && <p className="text-ink-3">{t('noTickets')}</p>}
        <TicketLinks tickets={tickets} view="open" />
      </Part>
      <Suspense>
        <StoryPart contact={contact} changes={tickets.map(({ id, version }) => `${id} ${version}`).join()} />
      </Suspense>
    </PersonFrame>
  );
}

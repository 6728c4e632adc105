import { Link } from '@tanstack/react-router';
import { Building2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { merge } from '../../shared/state.ts';
import { readInto } from '../connection/readInto.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { ContactAvatar } from '../ui/avatar.tsx';
import { warn } from '../ui/toast.tsx';
import { CompanyFields } from './companyFields.tsx';
import { Part, PersonFrame, PersonGone } from './personFrame.tsx';
import { ContactPicker } from './pickers.tsx';
import { refusedWord } from './refused.ts';
import { TicketLinks } from './ticketLinks.tsx';
import { useTickets } from './useTickets.ts';

const peopleRead = 100;

export function CompanyPage({ companyId }: { companyId: string }) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const generation = useScreenState((state) => state.generation);
  const company = useShown((state) => state.companies[companyId]);
  const contacts = useShown((state) => state.contacts);
  const [can, setCan] = useState<{ edit: boolean } | null>(null);
  const [gone, setGone] = useState(false);
  useEffect(() => {
    if (generation === 0) return;
    readInto(screen, 'company.get', { companyId }, (known, { value, seq }) =>
      merge(known, seq, { companies: [value.company] }),
    ).then(
      (answer) => {
        if (!answer) return;
        setCan(answer.value.can);
        setGone(false);
      },
      () => setGone(true),
    );
    readInto(screen, 'contact.list', { companyId, limit: peopleRead }, (known, { value, seq }) =>
      merge(known, seq, { contacts: value.items }),
    ).catch(() => {});
  }, [screen, companyId, generation]);
  const people = useMemo(
    () =>
      Object.values(contacts)
        .filter((contact) => contact.companyId === companyId)
        .sort((a, b) => a.name.localeCompare(b.name)),
    [contacts, companyId],
  );
  const its = useCallback((ticket: TicketView) => ticket.companyId === companyId, [companyId]);
  const { tickets, read } = useTickets([{ companyId }], its);
  if (!company) return gone || can ? <PersonGone kind="companies" /> : <main className="flex-1 bg-page" />;
  const add = (contactId: string) => {
    screen.ask('contact.update', { contactId, companyId }).catch((error: unknown) => warn(refusedWord(t, error)));
  };
  return (
    <PersonFrame
      kind="companies"
      icon={
        <span className="flex size-8 shrink-0 items-center justify-center rounded-control bg-active" aria-hidden>
          <Building2 className="size-5 text-ink-2" />
        </span>
      }
      name={company.name}
      note={company.domain ?? ''}
    >
      <div className="mb-6">
        <CompanyFields company={company} editable={can?.edit ?? false} />
      </div>
      <Part title={t('people')}>
        {people.length === 0 && <p className="text-ink-3">{t('noPeople')}</p>}
        <ul className="mb-2">
          {people.map((contact) => (
            <li key={contact.id}>
              <Link
                to="/contacts/{-$contactId}"
                params={{ contactId: contact.id }}
                className="-mx-2 flex items-center gap-2.5 rounded-control px-2 py-1.5 hover:bg-hover max-md:min-h-11"
              >
                <ContactAvatar name={contact.name} size={24} />
                <span className="truncate">{contact.name}</span>
                {contact.email && <span className="truncate text-[0.75rem] text-ink-3">{contact.email}</span>}
              </Link>
            </li>
          ))}
        </ul>
        {can?.edit && (
          <ContactPicker label={t('addContact')} without={people.map(({ id }) => id)} onChoose={({ id }) => add(id)} />
        )}
      </Part>
      <Part title={t('tickets')}>
        {tickets.length === 0 && read && <p className="text-ink-3">{t('noTickets')}</p>}
        <TicketLinks tickets={tickets} view="open" named />
      </Part>
    </PersonFrame>
  );
}

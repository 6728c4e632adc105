import { Link } from '@tanstack/react-router';
import { Building2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { CompanyPicker } from '../contacts/pickers.tsx';
import { setCompany } from '../tickets/change.ts';
import { PutBackNote } from '../tickets/putBackNote.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { Section } from './section.tsx';

/** The company a ticket concerns. */
export function TicketCompany({ ticket, editable }: { ticket: TicketView; editable: boolean }) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const company = useShown((state) => (ticket.companyId ? state.companies[ticket.companyId] : undefined));
  const [choosing, setChoosing] = useState(false);
  return (
    <Section
      id="company"
      title={t('field.company')}
      action={editable && <IconButton icon={Building2} label={t('setCompany')} onClick={() => setChoosing(true)} />}
    >
      {choosing && (
        <CompanyPicker
          label={t('setCompany')}
          focusFirst
          onLeave={() => setChoosing(false)}
          onChoose={({ id }) => {
            setChoosing(false);
            setCompany(screen, ticket, id);
          }}
        />
      )}
      {!choosing && !company && <p className="text-ink-3">{t('field.noCompany')}</p>}
      {!choosing && company && (
        <div className="flex items-center gap-2">
          <span className="flex size-7 shrink-0 items-center justify-center rounded-control bg-active" aria-hidden>
            <Building2 className="size-4 text-ink-2" />
          </span>
          <Link
            to="/companies/{-$companyId}"
            params={{ companyId: company.id }}
            className="min-w-0 flex-1 rounded-control hover:underline max-md:py-3"
          >
            <span className="block truncate">{company.name}</span>
            {company.domain && <span className="block truncate text-[0.75rem]/4 text-ink-3">{company.domain}</span>}
          </Link>
          {editable && (
            <IconButton small icon={X} label={t('removeCompany')} onClick={() => setCompany(screen, ticket, null)} />
          )}
        </div>
      )}
      <PutBackNote ticket={ticket} properties={['company']} />
    </Section>
  );
}

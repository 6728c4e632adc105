import { Building2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyView, ContactView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { ContactAvatar } from '../ui/avatar.tsx';
import { createCompany, createContact, findCompanies, findContacts, namedBy } from './learn.ts';
import { Picker } from './picker.tsx';
import { refusedWord } from './refused.ts';

interface ChoiceProps<T> {
  label: string;
  labelled?: boolean;
  /** Not offered again. */
  without?: readonly string[];
  focusFirst?: boolean;
  onChoose: (thing: T) => void;
  onLeave?: () => void;
}

/** Searches contacts, and makes one of what was typed. */
export function ContactPicker({ without = [], onChoose, ...rest }: ChoiceProps<ContactView>) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const [trouble, setTrouble] = useState<string | null>(null);
  const noteOf = ({ email, companyId }: ContactView): string => {
    const company = companyId ? screen.store.get().known?.companies[companyId]?.name : undefined;
    return [email, company].filter(Boolean).join(' · ');
  };
  return (
    <Picker
      {...rest}
      placeholder={t('choose')}
      trouble={trouble}
      find={async (text) =>
        (await findContacts(screen, text))
          .filter(({ id }) => !without.includes(id))
          .map((contact) => ({
            id: contact.id,
            name: contact.name,
            note: noteOf(contact),
            icon: <ContactAvatar name={contact.name} size={24} />,
          }))
      }
      onChoose={(id) => {
        const contact = screen.store.get().known?.contacts[id];
        if (contact) onChoose(contact);
      }}
      create={{
        label: (text) => t('createContact', { text }),
        make(text) {
          setTrouble(null);
          createContact(screen, namedBy(text)).then(onChoose, (error) => setTrouble(refusedWord(t, error)));
        },
      }}
    />
  );
}

/** Searches companies, and makes one of what was typed. */
export function CompanyPicker({ without = [], onChoose, ...rest }: ChoiceProps<CompanyView>) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const [trouble, setTrouble] = useState<string | null>(null);
  return (
    <Picker
      {...rest}
      placeholder={t('choose')}
      trouble={trouble}
      find={async (text) =>
        (await findCompanies(screen, text))
          .filter(({ id }) => !without.includes(id))
          .map(({ id, name, domain }) => ({
            id,
            name,
            note: domain ?? '',
            icon: <Building2 className="size-4 shrink-0 text-ink-2" aria-hidden />,
          }))
      }
      onChoose={(id) => {
        const company = screen.store.get().known?.companies[id];
        if (company) onChoose(company);
      }}
      create={{
        label: (text) => t('createCompany', { text }),
        make(text) {
          setTrouble(null);
          createCompany(screen, { name: text }).then(onChoose, (error) => setTrouble(refusedWord(t, error)));
        },
      }}
    />
  );
}

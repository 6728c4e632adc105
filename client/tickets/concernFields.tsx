import { Building2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyView, ContactView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { CompanyPicker, ContactPicker } from '../contacts/pickers.tsx';
import { Star } from '../required/valueField.tsx';
import { ContactAvatar } from '../ui/avatar.tsx';

interface CompanyFieldProps {
  companyId: string | null;
  required?: boolean;
  onChoose: (company: CompanyView | null) => void;
}

/** The company a ticket concerns, found or made. */
export function CompanyField({ companyId, required = false, onChoose }: CompanyFieldProps) {
  const { t } = useTranslation('contacts');
  const company = useShown((state) => (companyId ? state.companies[companyId] : undefined));
  const label = (
    <>
      {t('field.company')}
      {required && <Star />}
    </>
  );
  if (!company) return <CompanyPicker label={t('field.company')} labelled={label} onChoose={onChoose} />;
  return (
    <>
      <p className="mb-1.5 text-[0.75rem]/4 font-medium">{label}</p>
      <div className="flex min-h-(--control) items-center rounded-control border border-line-input bg-page px-1.5">
        <Chosen
          icon={<Building2 className="size-4" aria-hidden />}
          name={company.name}
          label={t('removeCompany')}
          onRemove={() => onChoose(null)}
        />
      </div>
    </>
  );
}

interface ContactsFieldProps extends ChosenContactsProps {
  required?: boolean;
  onAdd: (contact: ContactView) => void;
}

/** Its customers, found or made. */
export function ContactsField({ contactIds, required = false, onAdd, onRemove }: ContactsFieldProps) {
  const { t } = useTranslation('contacts');
  return (
    <div className="flex flex-col gap-1.5">
      <ContactPicker
        label={t('contacts')}
        labelled={
          <>
            {t('contacts')}
            {required && <Star />}
          </>
        }
        without={contactIds}
        onChoose={onAdd}
      />
      <ChosenContacts contactIds={contactIds} onRemove={onRemove} />
    </div>
  );
}

interface ChosenContactsProps {
  contactIds: readonly string[];
  onRemove: (contactId: string) => void;
}

export function ChosenContacts({ contactIds, onRemove }: ChosenContactsProps) {
  const { t } = useTranslation('contacts');
  const contacts = useShown((state) => state.contacts);
  const chosen = contactIds.flatMap((id) => contacts[id] ?? []);
  return (
    <div className="flex flex-wrap gap-1.5 empty:hidden">
      {chosen.map((contact) => (
        <Chosen
          key={contact.id}
          icon={<ContactAvatar name={contact.name} size={18} />}
          name={contact.name}
          label={t('remove', { name: contact.name })}
          onRemove={() => onRemove(contact.id)}
        />
      ))}
    </div>
  );
}

function Chosen({
  icon,
  name,
  label,
  onRemove,
}: {
  icon: ReactNode;
  name: string;
  label: string;
  onRemove: () => void;
}) {
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-1.5 rounded-chip bg-closed-tint pl-1.5 font-medium text-ink max-md:h-11">
      {icon}
      <span className="truncate">{name}</span>
      <button
        type="button"
        aria-label={label}
        onClick={onRemove}
        className="flex h-full w-6 items-center justify-center rounded-chip text-ink-2 hover:text-ink max-md:w-11"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  );
}

import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../shared/entities.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { ContactAvatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { say } from '../ui/toast.tsx';
import { PropertyRow } from './propertyRow.tsx';

export function ContactCard({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const clock = useClock();
  const { email } = contact;
  return (
    <>
      <div className="flex items-center gap-2.5 pb-1">
        <ContactAvatar name={contact.name} size={32} />
        <div className="min-w-0 flex-1">
          <p className="truncate">{contact.name}</p>
          {email && <p className="truncate text-[0.75rem] text-ink-3">{email}</p>}
        </div>
        {email && 'clipboard' in navigator && (
          <IconButton
            icon={Copy}
            label={t('property.copyEmail', { email })}
            onClick={() => void navigator.clipboard.writeText(email).then(() => say(t('property.copied')))}
          />
        )}
      </div>
      <dl>
        <PropertyRow label={t('property.since')}>{momentOf(new Date(contact.createdAt), clock)}</PropertyRow>
      </dl>
    </>
  );
}

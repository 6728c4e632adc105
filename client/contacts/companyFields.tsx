import { useTranslation } from 'react-i18next';
import type { Input } from '../../shared/contract.ts';
import type { CompanyView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { PropertyRow } from '../context/propertyRow.tsx';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Editable } from './editable.tsx';

/** All that is known of a company, changed where it stands. */
export function CompanyFields({ company, editable }: { company: CompanyView; editable: boolean }) {
  const { t } = useTranslation('contacts');
  const clock = useClock();
  const screen = useScreen();
  const save = (fields: Omit<Input<'company.update'>, 'companyId'>) =>
    screen.ask('company.update', { companyId: company.id, ...fields });
  const domainWrong = (text: string) =>
    text === '' || /^[^\s/@:]+\.[^\s/@:.]+$/.test(text) ? null : t('field.badDomain');
  return (
    <div className="flex flex-col">
      <Editable
        label={t('field.name')}
        value={company.name}
        editable={editable}
        maxLength={200}
        wrong={(name) => (name ? null : t('field.nameMissing'))}
        onSave={(name) => save({ name })}
      />
      <Editable
        label={t('field.domain')}
        value={company.domain ?? ''}
        editable={editable}
        maxLength={253}
        wrong={domainWrong}
        onSave={(domain) => save({ domain: domain || null })}
      />
      <Editable
        label={t('field.phone')}
        value={company.phone ?? ''}
        editable={editable}
        maxLength={50}
        onSave={(phone) => save({ phone: phone || null })}
      />
      <Editable
        label={t('field.notes')}
        value={company.notes}
        editable={editable}
        long
        maxLength={5000}
        onSave={(notes) => save({ notes })}
      />
      <dl>
        <PropertyRow label={t('field.since')}>{momentOf(new Date(company.createdAt), clock)}</PropertyRow>
      </dl>
    </div>
  );
}

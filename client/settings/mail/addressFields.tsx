import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';

interface AddressFieldsProps {
  address: string;
  name: string;
  addressError: string | null;
  nameError?: string | null;
  nameHint?: string;
  onAddress: (address: string) => void;
  onName: (name: string) => void;
}

/** An address that customers write to, and what it is called; in the settings and at the first run. */
export function AddressFields(props: AddressFieldsProps) {
  const { t } = useTranslation('settings');
  return (
    <>
      <Field
        label={t('mail.address')}
        required
        type="email"
        autoComplete="off"
        maxLength={320}
        placeholder="support@example.com"
        value={props.address}
        onChange={(event) => props.onAddress(event.target.value)}
        error={props.addressError}
      />
      <Field
        label={t('mail.name')}
        hint={props.nameHint}
        maxLength={100}
        autoComplete="off"
        value={props.name}
        onChange={(event) => props.onName(event.target.value)}
        error={props.nameError}
      />
    </>
  );
}

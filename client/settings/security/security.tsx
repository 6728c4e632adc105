import { useTranslation } from 'react-i18next';
import { Page } from '../page.tsx';
import { ChangePassword } from './changePassword.tsx';
import { SecondFactor } from './secondFactor.tsx';

export function Security() {
  const { t } = useTranslation('settings');
  return (
    <Page id="security" intro={t('security')}>
      <ChangePassword />
      <SecondFactor />
    </Page>
  );
}

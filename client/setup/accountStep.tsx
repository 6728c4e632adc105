import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';
import { PasswordField } from '../ui/passwordField.tsx';
import type { StepProps } from './workspaceStep.tsx';

export function AccountStep({ answers, troubles, change }: StepProps) {
  const { t } = useTranslation('settings');
  return (
    <div className="flex max-w-96 flex-col gap-4">
      <Field
        label={t('profile.name')}
        required
        autoComplete="name"
        maxLength={200}
        value={answers.name}
        onChange={(event) => change({ name: event.target.value })}
        error={troubles.includes('name') ? t('profile.nameMissing') : null}
      />
      <Field
        label={t('profile.email')}
        hint={t('setup.account.emailHint')}
        required
        type="email"
        autoComplete="username"
        maxLength={320}
        value={answers.email}
        onChange={(event) => change({ email: event.target.value })}
        error={troubles.includes('email') ? t('invite.emailBad') : null}
      />
      <PasswordField
        label={t('setup.account.password')}
        hint={t('password.hint')}
        required
        autoComplete="new-password"
        maxLength={1024}
        value={answers.password}
        onChange={(event) => change({ password: event.target.value })}
        error={troubles.includes('password') ? t('password.short') : null}
      />
    </div>
  );
}

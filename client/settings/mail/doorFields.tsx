import { useTranslation } from 'react-i18next';
import type { MailSecurity } from '../../../shared/contract/mailServers.ts';
import { Field } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/passwordField.tsx';
import { Choice } from '../choice.tsx';

interface DoorFieldsProps {
  /** Said before the labels, where there are several servers. */
  name?: string;
  /** The order they are offered in. */
  securities: readonly MailSecurity[];
  security: MailSecurity;
  port: string;
  /** A port that nobody has chosen follows the encryption. */
  usual: Record<MailSecurity, string>;
  error: string | null;
  onSet: (next: { security?: MailSecurity; port?: string }) => void;
}

/** How a mail server is reached: encryption and port. */
export function DoorFields({ name, securities, security, port, usual, error, onSet }: DoorFieldsProps) {
  const { t } = useTranslation('settings');
  const labelled = (words: string) => (name ? `${name}: ${words}` : words);
  return (
    <>
      <Choice
        label={labelled(t('mail.security'))}
        value={security}
        options={securities.map((value) => ({ value, name: t(`mail.securities.${value}`) }))}
        onChoose={(next) => onSet({ security: next, ...(port === usual[security] ? { port: usual[next] } : {}) })}
      />
      <Field
        label={labelled(t('mail.port'))}
        inputMode="numeric"
        maxLength={5}
        value={port}
        onChange={(event) => onSet({ port: event.target.value })}
        error={error}
      />
    </>
  );
}

interface SignInChoiceProps {
  kind: 'password' | 'oauth2';
  onChoose: (kind: 'password' | 'oauth2') => void;
}

export function SignInChoice({ kind, onChoose }: SignInChoiceProps) {
  const { t } = useTranslation('settings');
  return (
    <Choice
      label={t('fetch.signIn')}
      value={kind}
      options={[
        { value: 'password', name: t('mail.password') },
        { value: 'oauth2', name: 'OAuth 2' },
      ]}
      onChoose={onChoose}
    />
  );
}

interface TokenSource {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
}

interface TokenFieldsProps {
  typed: TokenSource;
  error: string | null;
  onSet: (next: Partial<TokenSource>) => void;
}

/** Where access tokens are had, and as whom. */
export function TokenFields({ typed, error, onSet }: TokenFieldsProps) {
  const { t } = useTranslation('settings');
  return (
    <>
      <Field
        className="col-span-2 max-sm:col-span-1"
        label={t('fetch.tokenUrl')}
        required
        type="url"
        placeholder="https://login.example.com/token"
        autoComplete="off"
        maxLength={2000}
        value={typed.tokenUrl}
        onChange={(event) => onSet({ tokenUrl: event.target.value })}
        error={error}
      />
      <Field
        label={t('fetch.clientId')}
        autoComplete="off"
        maxLength={500}
        value={typed.clientId}
        onChange={(event) => onSet({ clientId: event.target.value })}
      />
      <PasswordField
        label={t('fetch.clientSecret')}
        autoComplete="off"
        maxLength={8192}
        value={typed.clientSecret}
        onChange={(event) => onSet({ clientSecret: event.target.value })}
      />
    </>
  );
}

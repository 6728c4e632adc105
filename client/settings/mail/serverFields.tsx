import { useTranslation } from 'react-i18next';
import type { MailSecurity, MailServerInput, MailServerView } from '../../../shared/contract/mailServers.ts';
import { Field } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/passwordField.tsx';
import { DoorFields, SignInChoice, TokenFields } from './doorFields.tsx';
import { isPort } from './typedMailbox.ts';

/** A mail server as it is being typed. */
export interface TypedServer {
  host: string;
  port: string;
  security: MailSecurity;
  user: string;
  password: string;
  kind: 'password' | 'oauth2';
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

const securities = ['starttls', 'tls', 'none'] as const satisfies readonly MailSecurity[];
/** What servers listen on as a rule. */
export const usualSmtpPort: Record<MailSecurity, string> = { starttls: '587', tls: '465', none: '25' };

const noTokens = { tokenUrl: '', clientId: '', clientSecret: '', refreshToken: '' };

export const blankServer: TypedServer = {
  host: '',
  port: '587',
  security: 'starttls',
  user: '',
  password: '',
  kind: 'password',
  ...noTokens,
};

export const typedOf = ({ host, port, security, user, oauth }: MailServerView): TypedServer => ({
  host,
  port: String(port),
  security,
  user: user ?? '',
  password: '',
  kind: oauth ? 'oauth2' : 'password',
  ...noTokens,
  tokenUrl: oauth?.tokenUrl ?? '',
  clientId: oauth?.clientId ?? '',
});

export type ServerTroubles = Partial<Record<'host' | 'port' | 'password' | 'user' | 'tokenUrl', boolean>>;

export function troublesOf({ host, port, user, kind, tokenUrl }: TypedServer): ServerTroubles {
  const troubles: ServerTroubles = {};
  if (!/^[\p{L}\p{N}._:-]+$/u.test(host.trim())) troubles.host = true;
  if (!isPort(port)) troubles.port = true;
  if (kind === 'oauth2' && user.trim() === '') troubles.user = true;
  if (kind === 'oauth2' && !/^https?:\/\/\S+$/.test(tokenUrl.trim())) troubles.tokenUrl = true;
  return troubles;
}

export const serverOf = ({ host, port, security, user, password, kind, ...tokens }: TypedServer): MailServerInput => ({
  host: host.trim(),
  port: Number(port),
  security,
  user: user.trim() || null,
  ...(kind === 'password'
    ? password
      ? { password }
      : {}
    : {
        oauth: {
          tokenUrl: tokens.tokenUrl.trim(),
          clientId: tokens.clientId.trim(),
          ...(tokens.clientSecret ? { clientSecret: tokens.clientSecret } : {}),
          ...(tokens.refreshToken ? { refreshToken: tokens.refreshToken } : {}),
        },
      }),
});

interface ServerFieldsProps {
  server: TypedServer;
  troubles: ServerTroubles;
  /** A password is kept for it already. */
  kept: boolean;
  onChange: (server: TypedServer) => void;
}

export function ServerFields({ server, troubles, kept, onChange }: ServerFieldsProps) {
  const { t } = useTranslation('settings');
  const set = (more: Partial<TypedServer>) => onChange({ ...server, ...more });
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1">
      <Field
        className="col-span-2 max-sm:col-span-1"
        label={t('mail.host')}
        required
        placeholder="smtp.example.com"
        autoComplete="off"
        maxLength={253}
        value={server.host}
        onChange={(event) => set({ host: event.target.value })}
        error={troubles.host ? t('mail.hostBad') : null}
      />
      <DoorFields
        securities={securities}
        security={server.security}
        port={server.port}
        usual={usualSmtpPort}
        error={troubles.port ? t('mail.portBad') : null}
        onSet={set}
      />
      <Field
        label={t('mail.user')}
        hint={t('mail.userHint')}
        autoComplete="off"
        maxLength={320}
        value={server.user}
        onChange={(event) => set({ user: event.target.value })}
        error={troubles.user ? t('fetch.userMissing') : null}
      />
      <SignInChoice kind={server.kind} onChoose={(kind) => set({ kind })} />
      {server.kind === 'password' ? (
        <PasswordField
          label={t('mail.password')}
          hint={kept ? t('mail.passwordKept') : undefined}
          autoComplete="off"
          maxLength={1024}
          value={server.password}
          onChange={(event) => set({ password: event.target.value })}
          error={troubles.password ? t('mail.passwordAgain') : null}
        />
      ) : (
        <>
          <TokenFields typed={server} error={troubles.tokenUrl ? t('mail.tokenUrlBad') : null} onSet={set} />
          <PasswordField
            label={t('fetch.refreshToken')}
            hint={kept ? t('mail.tokenKept') : undefined}
            autoComplete="off"
            maxLength={8192}
            value={server.refreshToken}
            onChange={(event) => set({ refreshToken: event.target.value })}
            error={troubles.password ? t('mail.tokenMissing') : null}
          />
        </>
      )}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { MailSecurity, MailServerInput, MailServerView } from '../../../shared/contract/mailServers.ts';
import { Field } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/passwordField.tsx';
import { Choice } from '../choice.tsx';

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
const usualPort: Record<MailSecurity, string> = { starttls: '587', tls: '465', none: '25' };

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
  const number = Number(port);
  const troubles: ServerTroubles = {};
  if (!/^[\p{L}\p{N}._:-]+$/u.test(host.trim())) troubles.host = true;
  if (!Number.isInteger(number) || number < 1 || number > 65_535) troubles.port = true;
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
  /** A port that nobody has chosen follows the encryption. */
  const secure = (security: MailSecurity) =>
    set({ security, ...(server.port === usualPort[server.security] ? { port: usualPort[security] } : {}) });
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
      <Choice
        label={t('mail.security')}
        value={server.security}
        options={securities.map((value) => ({ value, name: t(`mail.securities.${value}`) }))}
        onChoose={secure}
      />
      <Field
        label={t('mail.port')}
        inputMode="numeric"
        maxLength={5}
        value={server.port}
        onChange={(event) => set({ port: event.target.value })}
        error={troubles.port ? t('mail.portBad') : null}
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
      <Choice
        label={t('fetch.signIn')}
        value={server.kind}
        options={[
          { value: 'password', name: t('mail.password') },
          { value: 'oauth2', name: 'OAuth 2' },
        ]}
        onChoose={(kind) => set({ kind })}
      />
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
        <TokenFields server={server} troubles={troubles} kept={kept} set={set} />
      )}
    </div>
  );
}

/** What an access token is had with, where there is no password. */
function TokenFields({
  server,
  troubles,
  kept,
  set,
}: Pick<ServerFieldsProps, 'server' | 'troubles' | 'kept'> & { set: (more: Partial<TypedServer>) => void }) {
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
        value={server.tokenUrl}
        onChange={(event) => set({ tokenUrl: event.target.value })}
        error={troubles.tokenUrl ? t('mail.tokenUrlBad') : null}
      />
      <Field
        label={t('fetch.clientId')}
        autoComplete="off"
        maxLength={500}
        value={server.clientId}
        onChange={(event) => set({ clientId: event.target.value })}
      />
      <PasswordField
        label={t('fetch.clientSecret')}
        autoComplete="off"
        maxLength={8192}
        value={server.clientSecret}
        onChange={(event) => set({ clientSecret: event.target.value })}
      />
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
  );
}

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSecurity } from '../../shared/contract/mailServers.ts';
import { Choice } from '../settings/choice.tsx';
import { ServerFields } from '../settings/mail/serverFields.tsx';
import { type TypedMailbox, usualImapPort } from '../settings/mail/typedMailbox.ts';
import { Tick } from '../settings/tick.tsx';
import { Field } from '../ui/field.tsx';
import { PasswordField } from '../ui/passwordField.tsx';
import type { Answers, Trouble } from './answers.ts';

const securities = ['tls', 'starttls', 'none'] as const satisfies readonly MailSecurity[];
const usualSmtpPort: Record<MailSecurity, string> = { starttls: '587', tls: '465', none: '25' };

interface MailboxFieldsProps {
  answers: Answers;
  troubles: readonly Trouble[];
  change: (more: Partial<Answers>) => void;
}

/** Both servers of a mailbox that there is, and the sign-in they share as a rule. */
export function MailboxFields({ answers, troubles, change }: MailboxFieldsProps) {
  const { t } = useTranslation('settings');
  const { mailbox, server, ownServer } = answers;
  const set = (more: Partial<TypedMailbox>) => change({ mailbox: { ...mailbox, ...more } });
  const wrong = (trouble: Trouble, words: string) => (troubles.includes(trouble) ? words : null);
  const [asked, setAsked] = useState(false);
  const hidden = (['imapPort', 'smtpPort', 'tokenUrl'] as const).some((one) => troubles.includes(one));
  const more = asked || hidden || ownServer || mailbox.kind === 'oauth2';
  const id = useId();
  return (
    <>
      <div className="grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1">
        <HostField
          label={t('fetch.host')}
          example="imap.example.com"
          value={mailbox.host}
          how={`${mailbox.port}, ${t(`mail.securities.${mailbox.security}`)}`}
          error={wrong('imapHost', t('setup.mailbox.imapBad'))}
          onType={(host) => set({ host })}
        />
        <HostField
          label={t('mail.host')}
          example="smtp.example.com"
          value={server.host}
          how={`${server.port}, ${t(`mail.securities.${server.security}`)}`}
          error={wrong('smtpHost', t('mail.hostBad'))}
          onType={(host) => change({ server: { ...server, host } })}
        />
        <Field
          label={t('mail.user')}
          required
          autoComplete="off"
          maxLength={320}
          value={answers.user ?? answers.address}
          onChange={(event) => change({ user: event.target.value })}
          error={wrong('user', t('fetch.userMissing'))}
        />
        {mailbox.kind === 'password' ? (
          <PasswordField
            label={t('mail.password')}
            required
            autoComplete="off"
            maxLength={1024}
            value={mailbox.password}
            onChange={(event) => set({ password: event.target.value })}
            error={wrong('secret', t('setup.mailbox.passwordMissing'))}
          />
        ) : (
          <PasswordField
            label={t('fetch.refreshToken')}
            required
            autoComplete="off"
            maxLength={8192}
            value={mailbox.refreshToken}
            onChange={(event) => set({ refreshToken: event.target.value })}
            error={wrong('secret', t('setup.mailbox.tokenMissing'))}
          />
        )}
      </div>
      <button
        type="button"
        aria-expanded={more}
        aria-controls={id}
        onClick={() => setAsked(!asked)}
        className="-my-2 flex w-fit items-center gap-1 rounded-control py-1 text-accent-ink hover:underline max-md:min-h-11"
      >
        <ChevronRight className={`size-4 transition-transform ${more ? 'rotate-90' : ''}`} aria-hidden />
        {t('setup.mailbox.more')}
      </button>
      <div id={id} hidden={!more} className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1">
          <DoorFields
            name="IMAP"
            security={mailbox.security}
            port={mailbox.port}
            usual={usualImapPort}
            error={wrong('imapPort', t('mail.portBad'))}
            onSet={set}
          />
          <DoorFields
            name="SMTP"
            security={server.security}
            port={server.port}
            usual={usualSmtpPort}
            error={wrong('smtpPort', t('mail.portBad'))}
            onSet={(next) => change({ server: { ...server, ...next } })}
          />
          <Field
            label={t('fetch.folder')}
            autoComplete="off"
            maxLength={500}
            value={mailbox.folder}
            onChange={(event) => set({ folder: event.target.value })}
          />
          <Choice
            label={t('fetch.signIn')}
            value={mailbox.kind}
            options={[
              { value: 'password', name: t('mail.password') },
              { value: 'oauth2', name: 'OAuth 2' },
            ]}
            onChoose={(kind) => set({ kind })}
          />
          {mailbox.kind === 'oauth2' && (
            <>
              <Field
                className="col-span-2 max-sm:col-span-1"
                label={t('fetch.tokenUrl')}
                required
                type="url"
                placeholder="https://login.example.com/token"
                autoComplete="off"
                maxLength={2000}
                value={mailbox.tokenUrl}
                onChange={(event) => set({ tokenUrl: event.target.value })}
                error={wrong('tokenUrl', t('mail.tokenUrlBad'))}
              />
              <Field
                label={t('fetch.clientId')}
                autoComplete="off"
                maxLength={500}
                value={mailbox.clientId}
                onChange={(event) => set({ clientId: event.target.value })}
              />
              <PasswordField
                label={t('fetch.clientSecret')}
                autoComplete="off"
                maxLength={8192}
                value={mailbox.clientSecret}
                onChange={(event) => set({ clientSecret: event.target.value })}
              />
            </>
          )}
        </div>
        <Tick
          label={t('fetch.anyCertificate')}
          checked={mailbox.anyCertificate}
          onTick={(anyCertificate) => set({ anyCertificate })}
        />
        <Tick label={t('setup.mailbox.ownSignIn')} checked={ownServer} onTick={(next) => change({ ownServer: next })} />
        {ownServer && (
          <ServerFields server={server} troubles={{}} kept={false} onChange={(next) => change({ server: next })} />
        )}
      </div>
    </>
  );
}

interface HostFieldProps {
  label: string;
  example: string;
  value: string;
  /** Port and encryption, in its right. */
  how: string;
  error: string | null;
  onType: (host: string) => void;
}

function HostField({ label, example, value, how, error, onType }: HostFieldProps) {
  return (
    <Field
      label={label}
      required
      placeholder={example}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={253}
      value={value}
      onChange={(event) => onType(event.target.value)}
      error={error}
      style={{ paddingRight: '7.5rem' }}
      inside={<span className="pointer-events-none pr-1.5 text-ink-3">{how}</span>}
    />
  );
}

interface DoorFieldsProps {
  name: string;
  security: MailSecurity;
  port: string;
  /** A port that nobody has chosen follows the encryption. */
  usual: Record<MailSecurity, string>;
  error: string | null;
  onSet: (next: { security?: MailSecurity; port?: string }) => void;
}

function DoorFields({ name, security, port, usual, error, onSet }: DoorFieldsProps) {
  const { t } = useTranslation('settings');
  return (
    <div className="grid grid-cols-[1fr_96px] gap-3">
      <Choice
        label={`${name}: ${t('mail.security')}`}
        value={security}
        options={securities.map((value) => ({ value, name: t(`mail.securities.${value}`) }))}
        onChoose={(next) => onSet({ security: next, ...(port === usual[security] ? { port: usual[next] } : {}) })}
      />
      <Field
        label={`${name}: ${t('mail.port')}`}
        inputMode="numeric"
        maxLength={5}
        value={port}
        onChange={(event) => onSet({ port: event.target.value })}
        error={error}
      />
    </div>
  );
}

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSecurity } from '../../shared/contract/mailServers.ts';
import { DoorFields, SignInChoice, TokenFields } from '../settings/mail/doorFields.tsx';
import { ServerFields, usualSmtpPort } from '../settings/mail/serverFields.tsx';
import { type TypedMailbox, usualImapPort } from '../settings/mail/typedMailbox.ts';
import { Tick } from '../settings/tick.tsx';
import { Field } from '../ui/field.tsx';
import { PasswordField } from '../ui/passwordField.tsx';
import type { Answers, Trouble } from './answers.ts';

const securities = ['tls', 'starttls', 'none'] as const satisfies readonly MailSecurity[];

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
          <div className="grid grid-cols-[1fr_96px] gap-3">
            <DoorFields
              name="IMAP"
              securities={securities}
              security={mailbox.security}
              port={mailbox.port}
              usual={usualImapPort}
              error={wrong('imapPort', t('mail.portBad'))}
              onSet={set}
            />
          </div>
          <div className="grid grid-cols-[1fr_96px] gap-3">
            <DoorFields
              name="SMTP"
              securities={securities}
              security={server.security}
              port={server.port}
              usual={usualSmtpPort}
              error={wrong('smtpPort', t('mail.portBad'))}
              onSet={(next) => change({ server: { ...server, ...next } })}
            />
          </div>
          <Field
            label={t('fetch.folder')}
            autoComplete="off"
            maxLength={500}
            value={mailbox.folder}
            onChange={(event) => set({ folder: event.target.value })}
          />
          <SignInChoice kind={mailbox.kind} onChoose={(kind) => set({ kind })} />
          {mailbox.kind === 'oauth2' && (
            <TokenFields typed={mailbox} error={wrong('tokenUrl', t('mail.tokenUrlBad'))} onSet={set} />
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

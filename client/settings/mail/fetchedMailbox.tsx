import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailboxView } from '../../../shared/contract/mailboxes.ts';
import type { MailSecurity } from '../../../shared/contract/mailServers.ts';
import type { Output } from '../../../shared/contract.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/passwordField.tsx';
import { say } from '../../ui/toast.tsx';
import { Await } from '../await.tsx';
import { Choice } from '../choice.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { Tick } from '../tick.tsx';
import { useAsking } from '../useAsking.ts';
import { useLoaded } from '../useLoaded.ts';
import { DoorFields, SignInChoice, TokenFields } from './doorFields.tsx';
import { inputOf, isPort, type TypedMailbox, typedMailbox, usualImapPort } from './typedMailbox.ts';

const securities = ['tls', 'starttls', 'none'] as const satisfies readonly MailSecurity[];

/** Whoever has this open waits to see it work. */
const lookEvery = 3000;

/** Where an address's mail is fetched from, besides what comes by SMTP. */
export function FetchedMailbox({ channelId }: { channelId: string }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const mailboxes = useLoaded(async () => (await screen.ask('mailbox.list', {})).value.items, channelId);
  const { again } = mailboxes;
  const fetched = mailboxes.value?.some((one) => one.channelId === channelId) ?? false;
  useEffect(() => {
    if (!fetched) return;
    const timer = setInterval(again, lookEvery);
    return () => clearInterval(timer);
  }, [fetched, again]);
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-5">
      <h3 className="font-semibold">{t('fetch.title')}</h3>
      <Await loaded={mailboxes}>
        {(items) => {
          const kept = items.find((one) => one.channelId === channelId) ?? null;
          return (
            <>
              {kept && <Standing mailbox={kept} />}
              <MailboxForm
                key={JSON.stringify(kept?.signIn) + kept?.host}
                channelId={channelId}
                kept={kept}
                onSaved={() => mailboxes.again()}
              />
            </>
          );
        }}
      </Await>
    </section>
  );
}

function Standing({ mailbox: { state, why, words, fetched, left } }: { mailbox: MailboxView }) {
  const { t } = useTranslation('settings');
  return (
    <div role="status" className="text-ink-2">
      <p className={state === 'failed' ? 'text-danger' : undefined}>
        {state === 'failed' ? t(`fetch.why.${why ?? 'other'}`) : t(`fetch.states.${state}`, { count: fetched })}
      </p>
      {words && (
        <p className="mt-0.5 text-meta break-words text-ink-3">
          {t('mail.serverSays')} <span lang="en">{words}</span>
        </p>
      )}
      {left.length > 0 && <p className="mt-0.5 text-meta">{t('fetch.left', { count: left.length })}</p>}
    </div>
  );
}

interface MailboxFormProps {
  channelId: string;
  kept: MailboxView | null;
  onSaved: () => void;
}

function MailboxForm({ channelId, kept, onSaved }: MailboxFormProps) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const saving = useAsking();
  const testing = useAsking();
  const [wanted, setWanted] = useState(kept !== null);
  const [typed, setTyped] = useState<TypedMailbox>(() => typedMailbox(kept));
  const [tried, setTried] = useState(false);
  const [result, setResult] = useState<Output<'mailbox.test'> | null>(null);
  const input = inputOf(channelId, typed);
  const set = (more: Partial<TypedMailbox>) => {
    setTyped({ ...typed, ...more });
    setResult(null);
    saving.clear();
    testing.clear();
  };

  async function test() {
    setTried(true);
    setResult(null);
    if (input) await testing.run(async () => setResult((await screen.ask('mailbox.test', input)).value));
  }

  async function save() {
    setTried(true);
    if (!input || !(await saving.run(() => screen.ask('mailbox.save', input)))) return;
    say(t('fetch.saved'));
    onSaved();
  }

  async function remove() {
    if (!(await saving.run(() => screen.ask('mailbox.remove', { channelId })))) return;
    say(t('fetch.removed'));
    onSaved();
  }

  if (!wanted) {
    return (
      <>
        <p className="text-ink-2">{t('fetch.none')}</p>
        <Button className="w-fit" onClick={() => setWanted(true)}>
          {t('fetch.add')}
        </Button>
      </>
    );
  }
  const trouble = saving.trouble ?? testing.trouble;
  const secretMissing = trouble?.field === 'signIn';
  const urlBad = trouble?.field === 'signIn.tokenUrl';
  return (
    <>
      <div className="grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1">
        <Field
          className="col-span-2 max-sm:col-span-1"
          label={t('fetch.host')}
          required
          placeholder="imap.example.com"
          autoComplete="off"
          maxLength={253}
          value={typed.host}
          onChange={(event) => set({ host: event.target.value })}
          error={tried && typed.host.trim() === '' ? t('fetch.hostBad') : null}
        />
        <DoorFields
          securities={securities}
          security={typed.security}
          port={typed.port}
          usual={usualImapPort}
          error={tried && !isPort(typed.port) ? t('mail.portBad') : null}
          onSet={set}
        />
        <Field
          label={t('mail.user')}
          required
          autoComplete="off"
          maxLength={320}
          value={typed.user}
          onChange={(event) => set({ user: event.target.value })}
          error={tried && typed.user.trim() === '' ? t('fetch.userMissing') : null}
        />
        <SignInChoice kind={typed.kind} onChoose={(kind) => set({ kind })} />
        {typed.kind === 'password' ? (
          <PasswordField
            label={t('mail.password')}
            hint={kept ? t('mail.passwordKept') : undefined}
            autoComplete="off"
            maxLength={1024}
            value={typed.password}
            onChange={(event) => set({ password: event.target.value })}
            error={secretMissing ? t('fetch.secretMissing') : null}
          />
        ) : (
          <>
            <TokenFields typed={typed} error={urlBad ? t('mail.tokenUrlBad') : null} onSet={set} />
            <PasswordField
              label={t('fetch.refreshToken')}
              autoComplete="off"
              value={typed.refreshToken}
              onChange={(event) => set({ refreshToken: event.target.value })}
              error={secretMissing ? t('fetch.secretMissing') : null}
            />
          </>
        )}
        <Field
          label={t('fetch.folder')}
          autoComplete="off"
          maxLength={500}
          value={typed.folder}
          onChange={(event) => set({ folder: event.target.value })}
        />
        <Choice
          label={t('fetch.begin')}
          value={typed.begin}
          options={[
            { value: 'new', name: t('fetch.begins.new') },
            { value: 'all', name: t('fetch.begins.all') },
          ]}
          onChoose={(begin) => set({ begin })}
        />
      </div>
      <Tick
        label={t('fetch.anyCertificate')}
        checked={typed.anyCertificate}
        onTick={(anyCertificate) => set({ anyCertificate })}
      />
      <div role="status">
        {testing.busy && <p className="text-ink-2">{t('mail.testing')}</p>}
        {result && <p>{result.ok ? t('fetch.ok') : t(`fetch.why.${result.why ?? 'other'}`)}</p>}
        {result?.words && (
          <p className="text-meta break-words text-ink-3">
            {t('mail.serverSays')} <span lang="en">{result.words}</span>
          </p>
        )}
      </div>
      {trouble && !secretMissing && !urlBad && <FieldError>{refusalIn(t, trouble.reason)}</FieldError>}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={saving.busy} onClick={() => void save()}>
          {t(saving.busy ? 'saving' : 'fetch.save')}
        </Button>
        <Button look="quiet" disabled={testing.busy} onClick={() => void test()}>
          {t('mail.test')}
        </Button>
        {kept && (
          <SureButton
            words={t('fetch.remove')}
            label={t('fetch.remove')}
            sure={t('fetch.sure')}
            busy={saving.busy}
            onSure={() => void remove()}
          />
        )}
      </div>
    </>
  );
}

import { FlaskConical, Inbox, Server } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract.ts';
import { Choice } from '../settings/choice.tsx';
import { AddressFields } from '../settings/mail/addressFields.tsx';
import { ServerFields } from '../settings/mail/serverFields.tsx';
import { TrialCard } from '../settings/mail/trialCard.tsx';
import { useTrial } from '../settings/mail/useTrial.ts';
import { serverInputOf, troublesIn, type Way } from './answers.ts';
import { MailboxFields } from './mailboxFields.tsx';
import { triedOf } from './tried.ts';
import type { StepProps } from './workspaceStep.tsx';

const icons = { mailbox: Inbox, receiver: Server, try: FlaskConical } as const;
type Shown = keyof typeof icons;

interface MailStepProps extends StepProps {
  installation: Pick<Output<'setup.status'>, 'via' | 'smtpPort'>;
}

/** Where customers' mail arrives and how answers leave, and both tried before anybody depends on them. */
export function MailStep({ answers, troubles, change, installation: { via, smtpPort } }: MailStepProps) {
  const { t } = useTranslation('settings');
  const { trial, run, clear } = useTrial();
  const [looked, setLooked] = useState(false);
  const { way, server, ownServer } = answers;
  /** Nothing stays on this machine where mail really leaves. */
  const shown: Shown[] = via === 'mailbox' ? ['mailbox', 'receiver', 'try'] : ['mailbox', 'receiver'];
  const wrong = looked ? troublesIn('mail', answers, false) : troubles;

  const set: typeof change = (more) => {
    clear();
    change(more);
  };

  async function test() {
    setLooked(true);
    if (troublesIn('mail', answers, false).length > 0) return;
    await run(triedOf(answers));
  }

  const choose = (next: Way) => {
    setLooked(false);
    set({ way: next });
  };
  return (
    <div className="flex flex-col gap-5">
      <fieldset>
        <legend className="sr-only">{t('setup.mail.how')}</legend>
        <div className={`grid gap-3 max-md:grid-cols-1 ${shown.length === 3 ? 'grid-cols-3' : 'grid-cols-2'}`}>
          {shown.map((one) => (
            <WayCard key={one} way={one} chosen={one === way} onChoose={() => choose(one)} />
          ))}
        </div>
      </fieldset>
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <AddressFields
          address={answers.address}
          addressError={wrong.includes('address') ? t('mail.addressBad') : null}
          onAddress={(address) => set({ address })}
          name={answers.senderName ?? answers.workspaceName}
          onName={(senderName) => set({ senderName })}
        />
      </div>
      {way === 'mailbox' && <MailboxFields answers={answers} troubles={wrong} change={set} />}
      {way === 'receiver' && (
        <>
          <p className="text-ink-2">{t('setup.receiver.how', { port: smtpPort ?? 25 })}</p>
          <Choice
            label={t('mail.through')}
            value={ownServer ? 'own' : 'usual'}
            options={[
              { value: 'usual', name: t('mail.usual') },
              { value: 'own', name: t('mail.own') },
            ]}
            onChoose={(choice) => set({ ownServer: choice === 'own' })}
            hint={ownServer ? undefined : t(`setup.receiver.via.${via}`)}
          />
          {ownServer && (
            <ServerFields
              server={server}
              troubles={{
                host: wrong.includes('smtpHost'),
                port: wrong.includes('smtpPort'),
                tokenUrl: wrong.includes('tokenUrl'),
              }}
              kept={false}
              onChange={(next) => set({ server: next })}
            />
          )}
        </>
      )}
      {way === 'try' && <p className="text-ink-2">{t('setup.try')}</p>}
      {(way === 'mailbox' || way === 'receiver') && (
        <TrialCard
          title={t('mail.testTitle')}
          actions={{ first: t('mail.test'), again: t('mail.testAgain') }}
          untried={t('setup.trial.untried')}
          trial={trial}
          imap={way === 'mailbox'}
          smtpHost={serverInputOf(answers)?.host ?? null}
          address={answers.address.trim()}
          onTest={() => void test()}
        />
      )}
    </div>
  );
}

function WayCard({ way, chosen, onChoose }: { way: Shown; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('settings');
  const id = useId();
  const Icon = icons[way];
  return (
    <label
      htmlFor={id}
      className={`flex cursor-pointer items-start gap-2.5 rounded-card border p-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus ${chosen ? 'border-accent ring-1 ring-accent' : 'border-line-strong hover:bg-hover'}`}
    >
      <Icon className={`mt-0.5 size-4 shrink-0 ${chosen ? 'text-accent-ink' : 'text-ink-3'}`} aria-hidden />
      <span className="min-w-0 flex-1">
        <span id={`${id}-name`} className="block font-medium">
          {t(`setup.mail.ways.${way}`)}
        </span>
        <span id={`${id}-hint`} className="block text-meta text-ink-2">
          {t(`setup.mail.waysHint.${way}`)}
        </span>
      </span>
      <input
        id={id}
        type="radio"
        name="way"
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-4 shrink-0 accent-(--accent) outline-none"
        checked={chosen}
        onChange={onChoose}
      />
    </label>
  );
}

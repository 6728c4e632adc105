import { Clock, Inbox, Server } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailTestResult } from '../../shared/contract/mailServers.ts';
import { post } from '../connection/post.ts';
import { AddressFields } from '../settings/mail/addressFields.tsx';
import { ConnectionTest } from '../settings/mail/connectionTest.tsx';
import { ServerFields, type ServerTroubles, serverOf, troublesOf } from '../settings/mail/serverFields.tsx';
import { useAsking } from '../settings/useAsking.ts';
import { type Way, ways } from './answers.ts';
import type { StepProps } from './workspaceStep.tsx';

const icons = { own: Inbox, usual: Server, later: Clock } as const;

export function MailStep({ answers, troubles, change, tried }: StepProps & { tried: boolean }) {
  const { t } = useTranslation('settings');
  const asking = useAsking();
  const [result, setResult] = useState<MailTestResult | null>(null);
  const [looked, setLooked] = useState(false);
  const { way, server, code } = answers;
  const wrong: ServerTroubles = tried || looked ? troublesOf(server) : {};

  async function test() {
    setResult(null);
    setLooked(true);
    if (way === 'own' && Object.keys(troublesOf(server)).length > 0) return;
    await asking.run(async () => {
      const about = {
        ...(way === 'own' ? { server: serverOf(server) } : {}),
        ...(code.trim() ? { code: code.trim() } : {}),
      };
      setResult((await post('setup.testMail', about)).value);
    });
  }

  const choose = (next: Way) => {
    setResult(null);
    asking.clear();
    change({ way: next });
  };
  return (
    <div className="flex flex-col gap-5">
      <fieldset>
        <legend className="sr-only">{t('setup.mail.how')}</legend>
        <div className="grid grid-cols-3 gap-3 max-md:grid-cols-1">
          {ways.map((one) => (
            <WayCard key={one} way={one} chosen={one === way} onChoose={() => choose(one)} />
          ))}
        </div>
      </fieldset>
      {way !== 'later' && (
        <>
          <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
            <AddressFields
              address={answers.address}
              addressError={troubles.includes('address') ? t('mail.addressBad') : null}
              onAddress={(address) => change({ address })}
              name={answers.senderName ?? answers.workspaceName}
              onName={(senderName) => change({ senderName })}
            />
          </div>
          {way === 'own' && (
            <ServerFields
              server={server}
              troubles={wrong}
              kept={false}
              onChange={(next) => {
                setResult(null);
                change({ server: next });
              }}
            />
          )}
          <ConnectionTest result={result} asking={asking} onTest={() => void test()} />
          <p className="text-meta text-ink-2">{t('setup.mail.receiving')}</p>
        </>
      )}
    </div>
  );
}

function WayCard({ way, chosen, onChoose }: { way: Way; chosen: boolean; onChoose: () => void }) {
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

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailServerView, MailTestResult } from '../../../shared/contract/mailServers.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Await } from '../await.tsx';
import { Choice } from '../choice.tsx';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';
import { useLoaded } from '../useLoaded.ts';
import { ConnectionTest } from './connectionTest.tsx';
import { blankServer, ServerFields, type ServerTroubles, serverOf, troublesOf, typedOf } from './serverFields.tsx';

/** How an address's mail leaves: as this installation's does, or through a server of its own. */
export function SendingServer({ channelId }: { channelId: string }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const settings = useLoaded(async () => (await screen.ask('channel.settings', { channelId })).value, channelId);
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-5">
      <h3 className="font-semibold">{t('mail.sending')}</h3>
      <Await loaded={settings}>
        {({ sending }) => (
          <SendingForm
            key={JSON.stringify(sending)}
            channelId={channelId}
            kept={sending}
            onSaved={() => settings.again()}
          />
        )}
      </Await>
    </section>
  );
}

interface SendingFormProps {
  channelId: string;
  kept: MailServerView | null;
  onSaved: () => void;
}

function SendingForm({ channelId, kept, onSaved }: SendingFormProps) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const saving = useAsking();
  const testing = useAsking();
  const [own, setOwn] = useState(kept !== null);
  const [server, setServer] = useState(kept ? typedOf(kept) : blankServer);
  const [troubles, setTroubles] = useState<ServerTroubles>({});
  const [result, setResult] = useState<MailTestResult | null>(null);
  const input = own ? serverOf(server) : null;

  function isRight(): boolean {
    const found = own ? troublesOf(server) : {};
    setTroubles(found);
    return Object.keys(found).length === 0;
  }

  async function test() {
    setResult(null);
    if (!isRight()) return;
    await testing.run(async () => {
      const about = input ? { channelId, server: input } : {};
      setResult((await screen.ask('channel.test', about)).value);
    });
  }

  async function save() {
    if (!isRight()) return;
    if (!(await saving.run(() => screen.ask('channel.setServer', { channelId, server: input })))) return;
    say(t('mail.serverSaved'));
    onSaved();
  }

  const passwordAgain = saving.trouble?.field === 'server.password' || testing.trouble?.field === 'server.password';
  return (
    <>
      <Choice
        label={t('mail.through')}
        value={own ? 'own' : 'usual'}
        options={[
          { value: 'usual', name: t('mail.usual') },
          { value: 'own', name: t('mail.own') },
        ]}
        onChoose={(choice) => {
          setOwn(choice === 'own');
          setResult(null);
        }}
        hint={own ? undefined : t('mail.usualHint')}
      />
      {own && (
        <ServerFields
          server={server}
          troubles={{ ...troubles, ...(passwordAgain ? { password: true } : {}) }}
          kept={kept?.user != null}
          onChange={(next) => {
            setServer(next);
            setResult(null);
            testing.clear();
            saving.clear();
          }}
        />
      )}
      <ConnectionTest result={result} asking={testing} onTest={() => void test()} />
      {saving.trouble && !passwordAgain && <FieldError>{refusalIn(t, saving.trouble.reason)}</FieldError>}
      <Button className="w-fit" disabled={saving.busy} onClick={() => void save()}>
        {t(saving.busy ? 'saving' : 'mail.saveServer')}
      </Button>
    </>
  );
}

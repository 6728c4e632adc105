import { useTranslation } from 'react-i18next';
import { useScreen } from '../../connection/screenContext.ts';
import { currentLanguage, tagOf } from '../../i18n/language.ts';
import { TrialCard } from './trialCard.tsx';
import { useTrial } from './useTrial.ts';

/** A mail from the address to itself, out and in by what is saved, before a customer finds out. */
export function RoundTrip({ channelId, address }: { channelId: string; address: string }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const { trial, run } = useTrial();

  const test = () =>
    run({
      mailbox: null,
      server: async () => (await screen.ask('channel.test', { channelId })).value,
      send: async () =>
        (await screen.ask('channel.sendTestMail', { channelId, language: tagOf(currentLanguage()) })).value,
      look: async (tripId) => (await screen.ask('channel.awaitTestMail', { tripId })).value,
    });

  return (
    <section className="border-t border-line pt-5">
      <TrialCard
        title={t('mail.trip')}
        actions={{ first: t('mail.tripTry'), again: t('mail.tripAgain') }}
        untried={t('mail.tripUntried')}
        trial={trial}
        imap={false}
        smtpHost={null}
        address={address}
        onTest={() => void test()}
      />
    </section>
  );
}

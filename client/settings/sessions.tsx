import { Laptop, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract.ts';
import { useShown } from '../connection/screenContext.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Chip } from '../ui/chip.tsx';
import { FieldError } from '../ui/field.tsx';
import { say } from '../ui/toast.tsx';
import { askAccount } from './ask.ts';
import { Await } from './await.tsx';
import { Card, Row } from './card.tsx';
import { deviceOf } from './device.ts';
import { Page } from './page.tsx';
import { refusalIn } from './refusal.ts';
import { SureButton } from './sureButton.tsx';
import { type Asking, useAsking } from './useAsking.ts';
import { useLoaded } from './useLoaded.ts';

type OneSession = Output<'session.list'>['items'][number];

export function Sessions() {
  const { t } = useTranslation('settings');
  const sessions = useLoaded(() => askAccount('session.list', {}));
  const asking = useAsking();
  const items = [...(sessions.value?.items ?? [])].sort((a, b) => Number(b.current) - Number(a.current));

  const endOthers = () =>
    asking.run(async () => {
      const { ended } = await askAccount('session.endOthers', {});
      say(t('sessions.endedOthers', { count: ended }));
      sessions.again();
    });
  return (
    <Page id="sessions" intro={t('sessions.intro')}>
      {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      <Card
        title={t('section.sessions')}
        action={
          items.length > 1 && (
            <SureButton
              words={t('sessions.endOthers')}
              sure={t('sessions.sureOthers')}
              busy={asking.busy}
              onSure={() => void endOthers()}
            />
          )
        }
      >
        <Await loaded={sessions}>
          {() => (
            <ul>
              {items.map((one) => (
                <SessionRow key={one.id} session={one} asking={asking} onEnded={sessions.again} />
              ))}
            </ul>
          )}
        </Await>
      </Card>
    </Page>
  );
}

function SessionRow({ session, asking, onEnded }: { session: OneSession; asking: Asking; onEnded: () => void }) {
  const { t } = useTranslation('settings');
  const clock = useClock();
  const here = useShown((state) => state.workspace.id) === session.workspaceId;
  const { browser, system } = deviceOf(session.agent);
  const device = browser && system ? t('sessions.device', { browser, system }) : (browser ?? system);
  const name = device ?? (session.agent.slice(0, 60) || t('sessions.unknown'));
  const Icon = system === 'iPhone' || system === 'Android' ? Smartphone : Laptop;
  const time = (at: string) => momentOf(new Date(at), clock);

  const end = () =>
    asking.run(async () => {
      await askAccount('session.end', { sessionId: session.id });
      say(t('sessions.ended'));
      onEnded();
    });
  return (
    <Row>
      <Icon className="size-5 shrink-0 text-ink-3" strokeWidth={1.5} aria-hidden />
      <span className="min-w-40 flex-1">
        <span className="flex flex-wrap items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {session.current && <Chip tone="accent">{t('sessions.current')}</Chip>}
          {!here && <Chip>{t('sessions.otherWorkspace')}</Chip>}
        </span>
        <span className="block text-meta text-ink-3">
          {t('sessions.lastSeen', { time: time(session.lastSeenAt) })}
          {' · '}
          {t('sessions.since', { time: time(session.createdAt) })}
        </span>
      </span>
      {!session.current && (
        <SureButton
          words={t('sessions.end')}
          label={t('sessions.endOf', { device: name })}
          sure={t('sessions.sure')}
          busy={asking.busy}
          onSure={() => void end()}
        />
      )}
    </Row>
  );
}

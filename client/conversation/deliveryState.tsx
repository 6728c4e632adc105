import { CheckCheck, CircleHelp, Clock, Loader, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery, MessageView } from '../../shared/entities.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { Leaving, waitsForItsTime } from '../drafts/leaving.tsx';
import { useTakeBack } from '../drafts/takeBack.ts';
import { sizeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { WaitingState } from '../outbox/waitingState.tsx';
import { Tip } from '../ui/tip.tsx';
import { warn } from '../ui/toast.tsx';

type State = Delivery['state'];

const looks: Record<State, { icon: LucideIcon; tone: string }> = {
  queued: { icon: Clock, tone: 'text-wait' },
  sending: { icon: Loader, tone: 'text-ink-3' },
  sent: { icon: CheckCheck, tone: 'text-ink-3' },
  failed: { icon: TriangleAlert, tone: 'text-danger' },
  uncertain: { icon: CircleHelp, tone: 'text-wait' },
};

const action = 'text-accent-ink hover:underline disabled:opacity-50 max-md:min-h-11';

/** Words and buttons would leave the name no room. */
const aLineOfItsOwn = 'order-last basis-full flex-wrap pl-[34px] max-md:pl-0';

/** Where an outgoing message stands. `onItsWay`: this browser has not heard from the server yet. */
export function DeliveryState({
  message,
  delivery,
  onItsWay,
}: {
  message: MessageView;
  delivery: Delivery;
  onItsWay: boolean;
}) {
  const { t } = useTranslation();
  const screen = useScreen();
  const [asking, setAsking] = useState(false);
  const state: State = delivery.state === 'queued' && delivery.attempts === 0 ? 'sending' : delivery.state;
  const { icon: Icon, tone } = looks[state];
  const repair = async (how: 'message.retry' | 'message.settle') => {
    setAsking(true);
    try {
      await screen.ask(how, { messageId: message.id });
    } catch (error) {
      warn(t(`refusal.${reasonOf(error)}`));
    } finally {
      setAsking(false);
    }
  };
  const mine = useShown((shown) => shown.meId === message.memberId);
  const { takeBack, asking: takingBack } = useTakeBack(message);
  const { locale } = useClock();
  if (!onItsWay && waitsForItsTime(message)) return <Leaving message={message} />;
  if (onItsWay) {
    return (
      <WaitingState id={message.id}>
        <span className="flex shrink-0 items-center gap-1 text-[0.75rem] text-ink-3">
          <Loader className="size-3.5 animate-turn" aria-hidden />
          {t('delivery.sending')}
        </span>
      </WaitingState>
    );
  }
  const { tooLarge } = delivery;
  const size = tooLarge && sizeOf(tooLarge.bytes, locale);
  const limit = tooLarge?.limit == null ? null : sizeOf(tooLarge.limit, locale);
  const words = !tooLarge
    ? t(`delivery.${state}`)
    : limit === null
      ? t('delivery.tooLargeThere', { size })
      : t('delivery.tooLarge', { size, limit });
  const toMend = state === 'failed' || state === 'uncertain';
  const why = [
    tooLarge ? t('delivery.mend') : null,
    delivery.error,
    delivery.attempts > 0 ? t('delivery.attempts', { count: delivery.attempts }) : null,
  ];
  return (
    <span className={`flex shrink-0 items-center gap-x-2 text-[0.75rem] ${toMend ? aLineOfItsOwn : ''}`}>
      <Tip text={why.filter(Boolean).join(' · ') || words}>
        <span className={`flex items-center gap-1 ${tone}`} tabIndex={delivery.error ? 0 : undefined}>
          <Icon className={`size-3.5 ${state === 'sending' ? 'animate-turn' : ''}`} aria-hidden />
          {words}
        </span>
      </Tip>
      {state === 'uncertain' && (
        <button type="button" disabled={asking} onClick={() => void repair('message.settle')} className={action}>
          {t('delivery.arrived')}
        </button>
      )}
      {state === 'failed' && delivery.returns && mine && (
        <button type="button" disabled={takingBack} onClick={takeBack} className={action}>
          {t('delivery.takeBack')}
        </button>
      )}
      {toMend && (
        <button type="button" disabled={asking} onClick={() => void repair('message.retry')} className={action}>
          {t(state === 'failed' ? 'delivery.retry' : 'delivery.again')}
        </button>
      )}
    </span>
  );
}

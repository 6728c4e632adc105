import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../../connection/screenContext.ts';
import { type PushState, pushState, turnOff, turnOn } from '../../notices/push.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Card } from '../card.tsx';

/** This browser, told even while no page of Baton is open. */
export function PushCard() {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const [state, setState] = useState<PushState | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    pushState().then(setState, () => setState('unsupported'));
  }, []);
  async function turn(): Promise<void> {
    setBusy(true);
    setFailed(false);
    try {
      setState(await (state === 'on' ? turnOff(screen) : turnOn(screen)));
    } catch {
      setFailed(true);
    }
    setBusy(false);
  }
  const turnable = state === 'on' || state === 'off';
  return (
    <Card
      title={t('notifications.browser')}
      action={
        turnable && (
          <Button size="small" disabled={busy} onClick={() => void turn()}>
            {t(state === 'on' ? 'notifications.turnOff' : 'notifications.turnOn')}
          </Button>
        )
      }
    >
      <div className="px-4 py-3 text-ink-2">
        <p role="status">{state && t(`notifications.push.${state}`)}</p>
        {failed && <FieldError>{t('notifications.pushFailed')}</FieldError>}
      </div>
    </Card>
  );
}

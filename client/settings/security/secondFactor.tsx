import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { FieldError } from '../../ui/field.tsx';
import { askAccount } from '../ask.ts';
import { Await } from '../await.tsx';
import { Card } from '../card.tsx';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';
import { useLoaded } from '../useLoaded.ts';
import { DisableFactor } from './disableFactor.tsx';
import { EnableFactor } from './enableFactor.tsx';
import { RecoveryCodes } from './recoveryCodes.tsx';

type Step =
  | { at: 'rest' }
  | { at: 'enabling'; begun: Output<'totp.begin'> }
  | { at: 'codes'; codes: readonly string[] }
  | { at: 'disabling' };

export function SecondFactor() {
  const { t } = useTranslation('settings');
  const me = useLoaded(() => askAccount('me.get', {}));
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const asking = useAsking();
  const rest = () => {
    setStep({ at: 'rest' });
    me.again();
  };
  const begin = () => asking.run(async () => setStep({ at: 'enabling', begun: await askAccount('totp.begin', {}) }));
  const on = me.value?.secondFactor.on ?? false;

  return (
    <Card title={t('factor.title')} note={me.value && <OnOff on={on || step.at === 'codes'} />}>
      <div className="p-4">
        {step.at === 'enabling' && (
          <EnableFactor begun={step.begun} onCancel={rest} onCodes={(codes) => setStep({ at: 'codes', codes })} />
        )}
        {step.at === 'codes' && <RecoveryCodes codes={step.codes} onKept={rest} />}
        {step.at === 'disabling' && <DisableFactor onDone={rest} />}
        {step.at === 'rest' && (
          <Await loaded={me}>
            {({ secondFactor }) => (
              <div className="flex flex-col gap-3">
                <p className="max-w-lg text-ink-2">{t(secondFactor.on ? 'factor.onIntro' : 'factor.offIntro')}</p>
                {secondFactor.on && <Left count={secondFactor.recoveryCodesLeft} />}
                {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
                <Button
                  className="w-fit"
                  disabled={asking.busy}
                  onClick={() => (secondFactor.on ? setStep({ at: 'disabling' }) : void begin())}
                >
                  {t(secondFactor.on ? 'factor.disable' : 'factor.begin')}
                </Button>
              </div>
            )}
          </Await>
        )}
      </div>
    </Card>
  );
}

function OnOff({ on }: { on: boolean }) {
  const { t } = useTranslation('settings');
  return <Chip tone={on ? 'accent' : 'tag'}>{t(on ? 'factor.on' : 'factor.off')}</Chip>;
}

function Left({ count }: { count: number }) {
  const { t } = useTranslation('settings');
  return (
    <p className={count < 3 ? 'text-wait' : 'text-ink-2'}>
      {count === 0 ? t('factor.noneLeft') : t('factor.left', { count })}
    </p>
  );
}

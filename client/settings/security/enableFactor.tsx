import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { askAccount } from '../ask.ts';
import { Copyable } from '../copyable.tsx';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';
import { QrCode } from './qrCode.tsx';
import { inFours } from './secret.ts';

interface EnableFactorProps {
  begun: Output<'totp.begin'>;
  onCancel: () => void;
  onCodes: (codes: readonly string[]) => void;
}

/** Two steps: the key into the app, a first code out of it. */
export function EnableFactor({ begun, onCancel, onCodes }: EnableFactorProps) {
  const { t } = useTranslation('settings');
  const asking = useAsking();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const wrong = asking.trouble?.reason === 'invalid';

  async function submit(event: FormEvent) {
    event.preventDefault();
    const short = code.replaceAll(/\s/g, '').length < 6;
    setMissing(short);
    if (short) return;
    await asking.run(async () => {
      const { recoveryCodes } = await askAccount('totp.confirm', { code });
      say(t('factor.enabled'));
      onCodes(recoveryCodes);
    });
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      <Step number={1} title={t('factor.stepAdd')}>
        <p className="text-ink-2">{t('factor.stepAddHint')}</p>
        <QrCode text={begun.uri} />
        <a href={begun.uri} className="w-fit font-medium text-accent-ink hover:underline">
          {t('factor.openApp')}
        </a>
        <Copyable
          label={t('factor.key')}
          shown={inFours(begun.secret)}
          text={begun.secret}
          words={t('factor.copyKey')}
        />
        <Copyable label={t('factor.uri')} shown={begun.uri} text={begun.uri} words={t('factor.copyUri')} />
      </Step>
      <Step number={2} title={t('factor.stepCode')}>
        <Field
          className="max-w-56"
          label={t('factor.sixDigits')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          value={code}
          onChange={(event) => {
            setCode(event.target.value);
            asking.clear();
          }}
          error={missing ? t('factor.codeMissing') : wrong ? t('factor.codeWrong') : null}
        />
        {asking.trouble && !wrong && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
        <div className="flex gap-2">
          <Button look="primary" type="submit" disabled={asking.busy}>
            {t(asking.busy ? 'saving' : 'factor.confirm')}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </div>
      </Step>
    </form>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className="flex gap-3">
      <span
        aria-hidden
        className="flex size-5 shrink-0 items-center justify-center rounded-full border border-line-input text-[0.75rem] text-ink-2"
      >
        {number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <h3 className="font-medium">{title}</h3>
        {children}
      </div>
    </section>
  );
}

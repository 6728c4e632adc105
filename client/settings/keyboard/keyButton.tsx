import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyAction } from '../../../shared/keys.ts';
import { isComposing } from '../../keyboard/actions.ts';
import { Caps } from '../../keyboard/capRow.tsx';
import { capsOf } from '../../keyboard/caps.ts';
import { Button } from '../../ui/button.tsx';

/** What does a key already. */
export interface Holder {
  action: KeyAction;
  what: string;
}

interface KeyButtonProps {
  what: string;
  caps: readonly string[];
  holderOf: (key: string) => Holder | null;
  /** `from`: what had the key before. */
  onChoose: (key: string, from: KeyAction | null) => void;
}

/** `pressing`: the next key is the one; `going`: g has been pressed; `asking`: the key has another use. */
type Step = { at: 'resting' | 'pressing' | 'going' } | { at: 'asking'; key: string; holder: Holder };
const resting: Step = { at: 'resting' };

/** A key that is chosen by pressing it. */
export function KeyButton({ what, caps, holderOf, onChoose }: KeyButtonProps) {
  const { t } = useTranslation('keys');
  const [step, setStep] = useState<Step>(resting);
  const listening = step.at === 'pressing' || step.at === 'going';

  function press(event: KeyboardEvent) {
    if (!listening || event.key === 'Tab' || isComposing(event.nativeEvent)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.key === 'Escape') setStep(resting);
    if (event.repeat || [...event.key].length !== 1 || event.key.trim() === '') return;
    if (event.key === 'g' && step.at === 'pressing') return setStep({ at: 'going' });
    const key = step.at === 'going' ? `g ${event.key}` : event.key;
    const holder = holderOf(key);
    if (holder) return setStep({ at: 'asking', key, holder });
    setStep(resting);
    onChoose(key, null);
  }

  return (
    <>
      <button
        type="button"
        aria-label={listening ? undefined : t('own.set', { what })}
        aria-description={listening ? undefined : caps.join(' ') || t('own.none')}
        onClick={() => setStep(listening ? resting : { at: 'pressing' })}
        onKeyDown={press}
        onBlur={() => listening && setStep(resting)}
        className={`flex h-(--control-small) min-w-20 items-center justify-center gap-1 rounded-control border px-2 text-[0.75rem] hover:bg-hover max-md:h-11 ${listening ? 'border-accent text-accent-ink' : 'border-line-input text-ink-2'}`}
      >
        {listening ? (
          <span role="status">{t(step.at === 'going' ? 'own.pressGo' : 'own.press')}</span>
        ) : (
          <Caps caps={caps} />
        )}
      </button>
      {step.at === 'asking' && (
        <div
          role="alert"
          className="order-last flex w-full flex-wrap items-center justify-end gap-2 text-[0.75rem] text-ink-2"
        >
          <span className="flex items-center gap-1">
            <Caps caps={capsOf(step.key)} /> {t('own.taken', { what: step.holder.what })}
          </span>
          <Button
            size="small"
            onClick={() => {
              setStep(resting);
              onChoose(step.key, step.holder.action);
            }}
          >
            {t('own.swap')}
          </Button>
          <Button size="small" look="quiet" onClick={() => setStep(resting)}>
            {t('own.keep')}
          </Button>
        </div>
      )}
    </>
  );
}

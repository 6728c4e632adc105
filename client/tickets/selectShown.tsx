import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { checkLook } from './rowCheck.tsx';
import { chosenIn } from './selecting.ts';
import { selectionOf } from './selection.ts';

/** Chooses all rows that have been read, or none. Where nothing hovers, choosing begins here. */
export function SelectShown() {
  const { t } = useTranslation('views');
  const here = selectionOf(useScreen());
  const now = useStore(here.store, (selection) => selection);
  const count = chosenIn(now).length;
  const whole = count > 0 && count === now.listed.length;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !whole;
  });
  return (
    <input
      ref={box}
      type="checkbox"
      checked={whole}
      disabled={now.listed.length === 0}
      aria-label={t('select.shown')}
      onChange={here.toggleShown}
      className={checkLook}
    />
  );
}

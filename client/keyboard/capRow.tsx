import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../ui/keyCap.tsx';

/** Keys as they are pressed: together, or after `g` one after the other. */
export function Caps({ caps }: { caps: readonly string[] }) {
  const { t } = useTranslation('keys');
  if (caps.length === 0) return <span className="text-meta text-ink-3">{t('own.none')}</span>;
  return caps.map((cap, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: caps of one key stay where they are
    <Fragment key={index}>
      {caps[0] === 'g' && index > 0 && <span className="text-meta text-ink-3">{t('andThen')}</span>}
      <KeyCap>{cap}</KeyCap>
    </Fragment>
  ));
}

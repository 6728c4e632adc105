import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';

interface SureButtonProps {
  words: string;
  /** The button's name where its words alone are not enough. */
  label?: string;
  /** What is asked before it is done. */
  sure: string;
  busy?: boolean;
  onSure: () => void;
}

/** For what cannot be taken back: asks once more, in its own place. */
export function SureButton({ words, label, sure, busy, onSure }: SureButtonProps) {
  const { t } = useTranslation('settings');
  const [asking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const start = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (asking) cancel.current?.focus();
    else if (was.current) start.current?.focus();
    was.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <Button ref={start} size="small" aria-label={label} disabled={busy} onClick={() => setAsking(true)}>
        {words}
      </Button>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the question, whichever button has the focus
    <span
      className="flex flex-wrap items-center justify-end gap-2"
      onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
    >
      <span role="alert" className="text-meta text-danger">
        {sure}
      </span>
      <Button
        size="small"
        aria-label={label}
        className="text-danger"
        disabled={busy}
        onClick={() => {
          setAsking(false);
          onSure();
        }}
      >
        {words}
      </Button>
      <Button ref={cancel} size="small" look="quiet" onClick={() => setAsking(false)}>
        {t('cancel')}
      </Button>
    </span>
  );
}

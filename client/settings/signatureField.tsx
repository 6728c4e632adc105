import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { FieldError, fieldLook } from '../ui/field.tsx';
import { say } from '../ui/toast.tsx';
import { refusalIn } from './refusal.ts';
import { useAsking } from './useAsking.ts';

interface SignatureFieldProps {
  label: string;
  hint: string;
  value: string;
  onSave: (signature: string) => Promise<unknown>;
}

/** The lines below a reply. */
export function SignatureField({ label, hint, value, onSave }: SignatureFieldProps) {
  const { t } = useTranslation('settings');
  const id = useId();
  const asking = useAsking();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  async function save() {
    if (!(await asking.run(() => onSave(text.trim())))) return;
    setTyped(null);
    say(t('saved'));
  }
  return (
    <div className="max-w-96">
      <label htmlFor={id} className="mb-1.5 block text-[0.75rem]/4 font-medium text-ink">
        {label}
      </label>
      <textarea
        id={id}
        rows={4}
        maxLength={2000}
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setTyped(event.target.value)}
        className={`${fieldLook} h-auto! py-2`}
      />
      <p id={`${id}-hint`} className="mt-1 text-[0.75rem]/4 text-ink-3">
        {hint}
      </p>
      {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      <Button className="mt-3" disabled={asking.busy || text.trim() === value} onClick={() => void save()}>
        {t(asking.busy ? 'saving' : 'save')}
      </Button>
    </div>
  );
}

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { createCompany, createContact, namedBy } from './learn.ts';
import { refusedWord } from './refused.ts';
import type { Kind } from './usePeople.ts';

interface NewPersonProps {
  kind: Kind;
  /** What was searched for when he was not found. */
  named: string;
  onClose: () => void;
  onMade: (id: string) => void;
}

/** A contact or company by the least there is to say; the rest is written on the page. */
export function NewPerson({ kind, named, onClose, onMade }: NewPersonProps) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const begun = kind === 'contacts' ? namedBy(named) : { name: named };
  const [name, setName] = useState(begun.name);
  const [email, setEmail] = useState(('emails' in begun && begun.emails?.[0]) || '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!name.trim()) return setError(t('field.nameMissing'));
    setBusy(true);
    setError(null);
    try {
      const made =
        kind === 'contacts'
          ? await createContact(screen, { name: name.trim(), emails: email.trim() ? [email.trim()] : [] })
          : await createCompany(screen, { name: name.trim() });
      onMade(made.id);
    } catch (failure) {
      setError(refusedWord(t, failure));
      setBusy(false);
    }
  }
  return (
    <form
      noValidate
      aria-label={t(kind === 'contacts' ? 'newContact' : 'newCompany')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && onClose()}
      className="flex flex-col gap-3 border-t border-line bg-page p-4"
    >
      <Field
        ref={field}
        required
        label={t('field.name')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {kind === 'contacts' && (
        <Field
          type="email"
          label={t('field.email')}
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      )}
      {error && <FieldError>{error}</FieldError>}
      <div className="flex gap-2">
        <Button look="primary" type="submit" disabled={busy}>
          {t(busy ? 'creating' : 'create')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

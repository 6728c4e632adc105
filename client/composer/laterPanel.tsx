import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Button } from '../ui/button.tsx';
import { FieldError, fieldLook } from '../ui/field.tsx';
import { dayAt, localInput, mondayAfter } from './later.ts';

/** Under the text, which it neither covers nor moves out of sight: when should it leave? */
export function LaterPanel({ onChoose, onClose }: { onChoose: (at: Date) => void; onClose: () => void }) {
  const { t } = useTranslation('drafts');
  const clock = useClock();
  const now = new Date();
  const [hour, tomorrow, monday] = [new Date(now.getTime() + 3_600_000), dayAt(now, 1), mondayAfter(now)];
  const [wanted, setWanted] = useState(() => localInput(tomorrow));
  const [bad, setBad] = useState(false);
  const choose = (at: Date) => {
    const ahead = at.getTime() - Date.now();
    if (Number.isNaN(ahead) || ahead <= 0 || ahead > 365 * 86_400_000) return setBad(true);
    onChoose(at);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose(new Date(wanted));
  };
  return (
    <form
      onSubmit={submit}
      aria-label={t('later.title')}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="flex animate-arrive flex-col gap-2 border-t border-line bg-inset px-4 py-2.5"
    >
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => choose(hour)}>
          {t('later.hour')}
        </Button>
        <Button size="small" onClick={() => choose(tomorrow)}>
          {t('later.tomorrow', { time: timeOf(tomorrow, clock) })}
        </Button>
        <Button size="small" onClick={() => choose(monday)}>
          {t('later.monday', { time: timeOf(monday, clock) })}
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <input
          type="datetime-local"
          aria-label={t('later.when')}
          aria-invalid={bad || undefined}
          value={wanted}
          onChange={(event) => {
            setBad(false);
            setWanted(event.target.value);
          }}
          className={`${fieldLook} w-56!`}
        />
        <Button look="primary" type="submit">
          {t('later.submit')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('later.cancel')}
        </Button>
      </div>
      {bad && <FieldError>{t('later.past')}</FieldError>}
    </form>
  );
}

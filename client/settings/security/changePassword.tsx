import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../../shared/state.ts';
import { useShown } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { shortestPassword } from '../../ui/given.ts';
import { PasswordField } from '../../ui/passwordField.tsx';
import { say } from '../../ui/toast.tsx';
import { askAccount } from '../ask.ts';
import { Card } from '../card.tsx';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';

export function ChangePassword() {
  const { t } = useTranslation('settings');
  const email = useShown(meIn).email;
  const asking = useAsking();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = asking.trouble?.field === 'current';

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!current || next.length < shortestPassword) return;
    const done = await asking.run(async () => {
      const { ended } = await askAccount('password.change', { current, password: next });
      say(ended === 0 ? t('password.done') : t('password.ended', { count: ended }));
    });
    if (!done) return;
    setCurrent('');
    setNext('');
    setTried(false);
  }

  const currentError = tried && !current ? t('password.currentMissing') : wrong ? t('password.currentWrong') : null;
  return (
    <Card title={t('password.title')}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-96 flex-col gap-4 p-4">
        <p className="text-ink-2">{t('password.intro')}</p>
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('password.current')}
          autoComplete="current-password"
          value={current}
          onChange={(event) => {
            setCurrent(event.target.value);
            asking.clear();
          }}
          error={currentError}
        />
        <PasswordField
          label={t('password.next')}
          hint={t('password.hint')}
          autoComplete="new-password"
          maxLength={1024}
          value={next}
          onChange={(event) => setNext(event.target.value)}
          error={tried && next.length < shortestPassword ? t('password.short') : null}
        />
        {asking.trouble && !wrong && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
        <Button look="primary" type="submit" className="w-fit" disabled={asking.busy}>
          {t(asking.busy ? 'saving' : 'password.submit')}
        </Button>
      </form>
    </Card>
  );
}

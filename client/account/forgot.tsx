import { MailCheck } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../connection/post.ts';
import { reasonOf } from '../connection/refused.ts';
import { currentLanguage, tagOf } from '../i18n/language.ts';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { Frame } from './frame.tsx';
import { Outcome } from './outcome.tsx';
import { goTo } from './outside.ts';

type Trouble = 'emailMissing' | 'rateLimited' | 'unreachable';

export function Forgot() {
  const { t } = useTranslation('account');
  const [email, setEmail] = useState('');
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const field = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (!/^\S+@\S+$/.test(email.trim())) {
      setTrouble('emailMissing');
      return field.current?.focus();
    }
    setBusy(true);
    setTrouble(null);
    try {
      const language = tagOf(currentLanguage());
      await post('password.forget', { email: email.trim(), language });
      setSent(true);
    } catch (error) {
      setTrouble(reasonOf(error) === 'rateLimited' ? 'rateLimited' : 'unreachable');
    } finally {
      setBusy(false);
    }
  }

  const toSignIn = (
    <Button look="quiet" size="large" className="w-full" onClick={() => goTo('/')}>
      {t('toSignIn')}
    </Button>
  );
  if (sent) {
    return (
      <Frame title={t('forgot.title')}>
        <Outcome icon={MailCheck} title={t('forgot.sent')} body={t('forgot.sentHint', { email: email.trim() })}>
          <Button size="large" onClick={() => setSent(false)}>
            {t('forgot.another')}
          </Button>
          {toSignIn}
        </Outcome>
      </Frame>
    );
  }
  return (
    <Frame title={t('forgot.title')} intro={t('forgot.intro')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Field
          ref={field}
          label={t('email')}
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={trouble === 'emailMissing' ? t('emailMissing') : null}
        />
        {trouble && trouble !== 'emailMissing' && <FieldError>{t(trouble)}</FieldError>}
        <Button look="primary" size="large" type="submit" className="mt-4 mb-2 w-full" disabled={busy}>
          {t(busy ? 'forgot.sending' : 'forgot.submit')}
        </Button>
        {toSignIn}
      </form>
    </Frame>
  );
}

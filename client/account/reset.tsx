import { CircleCheck, Link2Off } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../connection/post.ts';
import { reasonOf } from '../connection/refused.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field.tsx';
import { shortestPassword } from '../ui/given.ts';
import { PasswordField } from '../ui/passwordField.tsx';
import { Frame } from './frame.tsx';
import { Outcome } from './outcome.tsx';
import { goTo, leave } from './outside.ts';

type State = 'asking' | 'busy' | 'done' | 'dead';

export function Reset({ token }: { token: string }) {
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const [state, setState] = useState<State>('asking');
  const [trouble, setTrouble] = useState<'short' | 'rateLimited' | 'unreachable' | null>(null);
  const field = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'busy') return;
    if (password.length < shortestPassword) {
      setTrouble('short');
      return field.current?.focus();
    }
    setState('busy');
    setTrouble(null);
    try {
      await post('password.reset', { token, password });
      setState('done');
    } catch (error) {
      const reason = reasonOf(error);
      setState(reason === 'notFound' || reason === 'invalid' ? 'dead' : 'asking');
      setTrouble(reason === 'rateLimited' ? 'rateLimited' : 'unreachable');
    }
  }

  if (state === 'done') {
    return (
      <Frame title={t('reset.title')}>
        <Outcome icon={CircleCheck} title={t('reset.done')} body={t('reset.doneHint')}>
          <Button look="primary" size="large" onClick={leave}>
            {t('toSignIn')}
          </Button>
        </Outcome>
      </Frame>
    );
  }
  if (state === 'dead') {
    return (
      <Frame title={t('reset.title')}>
        <Outcome icon={Link2Off} title={t('reset.dead')} body={t('reset.deadHint')}>
          <Button look="primary" size="large" onClick={() => goTo('/forgot')}>
            {t('reset.anew')}
          </Button>
          <Button look="quiet" size="large" onClick={leave}>
            {t('toSignIn')}
          </Button>
        </Outcome>
      </Frame>
    );
  }
  return (
    <Frame title={t('reset.title')} intro={t('reset.intro')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <PasswordField
          ref={field}
          label={t('newPassword')}
          hint={t('passwordHint')}
          autoComplete="new-password"
          autoFocus
          maxLength={1024}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={trouble === 'short' ? t('short') : null}
        />
        {trouble && trouble !== 'short' && <FieldError>{t(trouble)}</FieldError>}
        <Button look="primary" size="large" type="submit" className="mt-4 w-full" disabled={state === 'busy'}>
          {t(state === 'busy' ? 'reset.setting' : 'reset.submit')}
        </Button>
      </form>
    </Frame>
  );
}

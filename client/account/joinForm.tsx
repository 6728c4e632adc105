import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract.ts';
import { post } from '../connection/post.ts';
import { type Reason, reasonOf } from '../connection/refused.ts';
import { useStore } from '../connection/store.ts';
import { currentLanguage, tagOf } from '../i18n/language.ts';
import { enterAs, session } from '../session/session.ts';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { shortestPassword } from '../ui/given.ts';
import { PasswordField } from '../ui/passwordField.tsx';
import { leave } from './outside.ts';

interface JoinFormProps {
  token: string;
  invitation: Output<'invitation.get'>;
  onDead: () => void;
}

/** Words of the catalogue, by the field they stand at. */
interface Troubles {
  name?: 'nameMissing';
  password?: 'short' | 'passwordMissing' | 'passwordWrong';
  code?: 'codeMissing' | 'codeWrong';
  form?: 'rateLimited' | 'unreachable' | 'conflict';
}

export function JoinForm({ token, invitation, onDead }: JoinFormProps) {
  const { t } = useTranslation('account');
  const { known, email } = invitation;
  const elsewhere = useStore(session, (now) => now.at === 'signedIn' && now.as.user.email !== email);
  const [name, setName] = useState(invitation.name ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [troubles, setTroubles] = useState<Troubles>({});

  function missing(): Troubles {
    const found: Troubles = {};
    if (!name.trim()) found.name = 'nameMissing';
    if (known && !password) found.password = 'passwordMissing';
    if (!known && password.length < shortestPassword) found.password = 'short';
    if (code !== null && code.trim().length < 6) found.code = 'codeMissing';
    return found;
  }

  function troublesOf(reason: Reason): Troubles {
    if (reason === 'unauthenticated' || reason === 'invalid') {
      return code === null ? { password: 'passwordWrong' } : { code: 'codeWrong' };
    }
    return { form: reason === 'rateLimited' || reason === 'conflict' ? reason : 'unreachable' };
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const found = missing();
    setTroubles(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const language = tagOf(currentLanguage());
      const proof = code === null ? {} : { code: code.trim() };
      const { value } = await post('invitation.accept', { token, name: name.trim(), password, language, ...proof });
      if ('needs' in value) return setCode('');
      leave();
      enterAs(value);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === 'notFound') onDead();
      else setTroubles(troublesOf(reason));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-3.5">
      {(known || elsewhere) && (
        <p className="flex gap-2.5 rounded-control bg-sel px-3 py-2 text-[0.75rem]/4 text-ink-2">
          <KeyRound className="size-4 shrink-0 text-accent-ink" aria-hidden />
          {elsewhere ? t('join.signedIn', { email }) : t('join.known')}
        </p>
      )}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={t('join.name')}
        hint={t('join.nameHint')}
        autoComplete="name"
        autoFocus
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={troubles.name ? t(`join.${troubles.name}`) : null}
      />
      <PasswordField
        label={t(known ? 'join.ownPassword' : 'join.password')}
        hint={known ? undefined : t('passwordHint')}
        autoComplete={known ? 'current-password' : 'new-password'}
        maxLength={1024}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={
          troubles.password && (troubles.password === 'short' ? t('short') : t(`join.${troubles.password}` as const))
        }
      />
      {code !== null && (
        <Field
          label={t('join.code')}
          hint={t('join.codeHint')}
          inputMode="text"
          autoComplete="one-time-code"
          autoFocus
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          error={troubles.code ? t(`join.${troubles.code}`) : null}
        />
      )}
      {troubles.form && <FieldError>{troubles.form === 'conflict' ? t('join.conflict') : t(troubles.form)}</FieldError>}
      <Button look="primary" size="large" type="submit" className="mt-1 w-full" disabled={busy}>
        {t(busy ? 'join.joining' : 'join.submit')}
      </Button>
    </form>
  );
}

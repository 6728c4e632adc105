import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/passwordField.tsx';
import { say } from '../../ui/toast.tsx';
import { askAccount } from '../ask.ts';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';

/** Asks for both factors once more. */
export function DisableFactor({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('settings');
  const asking = useAsking();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const refused = asking.trouble?.reason === 'invalid' ? asking.trouble.field : null;
  const short = code.trim().length < 6;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!password || short) return;
    if (!(await asking.run(() => askAccount('totp.disable', { password, code })))) return;
    say(t('factor.disabled'));
    onDone();
  }

  const passwordError =
    tried && !password ? t('password.currentMissing') : refused === 'password' ? t('factor.passwordWrong') : null;
  const codeError = tried && short ? t('factor.codeMissing') : refused === 'code' ? t('factor.codeWrong') : null;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-96 flex-col gap-4">
      <h3 className="font-medium">{t('factor.disableTitle')}</h3>
      <PasswordField
        label={t('factor.password')}
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={passwordError}
      />
      <Field
        label={t('factor.code')}
        hint={t('factor.codeHint')}
        autoComplete="one-time-code"
        maxLength={40}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        error={codeError}
      />
      {asking.trouble && !refused && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      <div className="flex gap-2">
        <Button type="submit" disabled={asking.busy} className="text-danger">
          {t('factor.confirmDisable')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

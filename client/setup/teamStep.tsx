import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import type { Role } from '../../shared/access.ts';
import { post } from '../connection/post.ts';
import { freshToken } from '../session/session.ts';
import { RoleChoice } from '../settings/members/roleChoice.tsx';
import { refusalIn } from '../settings/refusal.ts';
import { useAsking } from '../settings/useAsking.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';

/** Colleagues by mail, one after the other; nobody has to. */
export function TeamStep() {
  const { t } = useTranslation('settings');
  const asking = useAsking();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [bad, setBad] = useState(false);
  const [invited, setInvited] = useState<string[]>([]);

  async function invite() {
    const address = email.trim();
    const wrong = !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address);
    setBad(wrong);
    if (wrong) return;
    const done = await asking.run(async () =>
      post('member.invite', { email: address, role }, { token: await freshToken(), id: uuid() }),
    );
    if (!done) return;
    setInvited([...invited, address]);
    setEmail('');
  }

  const refused =
    asking.trouble &&
    (asking.trouble.reason === 'conflict' ? t('invite.isInvited') : refusalIn(t, asking.trouble.reason));
  return (
    <div className="flex max-w-lg flex-col gap-4">
      <Field
        label={t('invite.email')}
        type="email"
        autoComplete="off"
        maxLength={320}
        value={email}
        onChange={(event) => {
          setEmail(event.target.value);
          setBad(false);
          asking.clear();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void invite();
        }}
        error={bad ? t('invite.emailBad') : refused}
      />
      <RoleChoice role={role} onChoose={setRole} />
      <Button className="w-fit" disabled={asking.busy} onClick={() => void invite()}>
        {t(asking.busy ? 'invite.sending' : 'invite.submit')}
      </Button>
      <ul role="status" className="flex flex-col gap-1.5">
        {invited.map((address) => (
          <li key={address} className="flex items-center gap-2">
            <MailCheck className="size-4 text-open" aria-hidden />
            {t('invite.sent', { email: address })}
          </li>
        ))}
      </ul>
    </div>
  );
}

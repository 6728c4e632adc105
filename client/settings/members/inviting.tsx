import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/access.ts';
import { Field } from '../../ui/field.tsx';
import { isAddress } from '../../ui/given.ts';
import { refusalIn } from '../refusal.ts';
import { type Asking, useAsking } from '../useAsking.ts';

/** An invitation as it is being typed, in the settings and at the first run. */
export interface Inviting {
  asking: Asking;
  email: string;
  role: Role;
  /** It was to be sent, and is no address. */
  bad: boolean;
  type(email: string): void;
  choose(role: Role): void;
  /** Answers to whom it went; null when it did not. */
  send(ask: (wanted: { email: string; role: Role }) => Promise<unknown>): Promise<string | null>;
}

export function useInviting(): Inviting {
  const asking = useAsking();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [bad, setBad] = useState(false);
  const type = (next: string) => {
    setEmail(next);
    setBad(false);
    asking.clear();
  };
  return {
    asking,
    email,
    role,
    bad,
    type,
    choose: setRole,
    async send(ask) {
      const address = email.trim();
      setBad(!isAddress(address));
      if (!isAddress(address) || !(await asking.run(() => ask({ email: address, role })))) return null;
      setEmail('');
      return address;
    },
  };
}

interface InvitedAddressProps extends Pick<ComponentProps<typeof Field>, 'required' | 'autoFocus' | 'onKeyDown'> {
  inviting: Inviting;
  /** Those who need no invitation. */
  members?: readonly { email: string }[];
}

export function InvitedAddress({ inviting, members = [], ...rest }: InvitedAddressProps) {
  const { t } = useTranslation('settings');
  const { asking, email, bad } = inviting;
  const isMember = members.some((member) => member.email.toLowerCase() === email.trim().toLowerCase());
  const { trouble } = asking;
  const refused =
    trouble &&
    (trouble.reason === 'conflict'
      ? t(isMember ? 'invite.isMember' : 'invite.isInvited')
      : refusalIn(t, trouble.reason));
  return (
    <Field
      label={t('invite.email')}
      type="email"
      autoComplete="off"
      maxLength={320}
      value={email}
      onChange={(event) => inviting.type(event.target.value)}
      error={bad ? t('invite.emailBad') : refused}
      {...rest}
    />
  );
}

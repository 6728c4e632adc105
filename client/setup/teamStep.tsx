import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import { post } from '../connection/post.ts';
import { freshToken } from '../session/session.ts';
import { InvitedAddress, useInviting } from '../settings/members/inviting.tsx';
import { RoleChoice } from '../settings/members/roleChoice.tsx';
import { Button } from '../ui/button.tsx';

/** Colleagues by mail, one after the other; nobody has to. */
export function TeamStep() {
  const { t } = useTranslation('settings');
  const inviting = useInviting();
  const { asking } = inviting;
  const [invited, setInvited] = useState<string[]>([]);

  async function invite() {
    const address = await inviting.send(async (wanted) =>
      post('member.invite', wanted, { token: await freshToken(), id: uuid() }),
    );
    if (address) setInvited([...invited, address]);
  }
  return (
    <div className="flex max-w-lg flex-col gap-4">
      <InvitedAddress
        inviting={inviting}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void invite();
        }}
      />
      <RoleChoice role={inviting.role} onChoose={inviting.choose} />
      <Button className="w-fit" disabled={asking.busy} onClick={() => void invite()}>
        {t(asking.busy ? 'invite.sending' : 'invite.submit')}
      </Button>
      <div role="status">
        <ul className="flex flex-col gap-1.5">
          {invited.map((address) => (
            <li key={address} className="flex items-center gap-2">
              <MailCheck className="size-4 text-open" aria-hidden />
              {t('invite.sent', { email: address })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../page.tsx';
import { Invitations } from './invitations.tsx';
import { InviteForm } from './inviteForm.tsx';
import { MemberList } from './memberList.tsx';
import { MemberPanel } from './memberPanel.tsx';

export function Members() {
  const { t } = useTranslation('settings');
  const [inviting, setInviting] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const [invited, setInvited] = useState(0);
  const open = useShown((state) => (openId ? state.members[openId] : undefined));
  const invite = !inviting && (
    <Button look="primary" onClick={() => setInviting(true)}>
      <UserPlus className="size-4" aria-hidden />
      {t('members.invite')}
    </Button>
  );
  return (
    <>
      <Page id="members" intro={t('members.intro')} action={invite}>
        {inviting && (
          <InviteForm
            onClose={() => setInviting(false)}
            onSent={() => {
              setInviting(false);
              setInvited(invited + 1);
            }}
          />
        )}
        <MemberList openId={openId} onOpen={setOpenId} />
        <Invitations turn={invited} />
      </Page>
      {open && !open.removed && <MemberPanel key={open.id} member={open} onClose={() => setOpenId(null)} />}
    </>
  );
}

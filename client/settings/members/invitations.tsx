import { useTranslation } from 'react-i18next';
import type { InvitationView } from '../../../shared/entities.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { momentOf } from '../../i18n/format.ts';
import { useClock } from '../../i18n/useClock.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Await } from '../await.tsx';
import { Card, Row } from '../card.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { useAsking } from '../useAsking.ts';
import { useLoaded } from '../useLoaded.ts';

/** Who was asked and has not come. `turn` moves on when somebody was asked; whoever joins shows as a new member. */
export function Invitations({ turn }: { turn: number }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const people = useShown((state) => Object.keys(state.members).length);
  const invitations = useLoaded(async () => (await screen.ask('invitation.list', {})).value, `${turn} ${people}`);
  return (
    <Card title={t('invite.open')}>
      <Await loaded={invitations}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="p-4 text-ink-2">{t('invite.none')}</p>
          ) : (
            <ul>
              {items.map((one) => (
                <InvitationRow key={one.id} invitation={one} onChanged={invitations.again} />
              ))}
            </ul>
          )
        }
      </Await>
    </Card>
  );
}

function InvitationRow({ invitation, onChanged }: { invitation: InvitationView; onChanged: () => void }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const clock = useClock();
  const asking = useAsking();
  const { id: invitationId, email } = invitation;
  const inviter = useShown((state) => state.members[invitation.invitedBy]);
  const end = new Date(invitation.expiresAt);

  async function ask(name: 'invitation.resend' | 'invitation.revoke', done: string) {
    if (await asking.run(() => screen.ask(name, { invitationId }))) say(done);
    onChanged();
  }
  const facts = [
    t(`role.${invitation.role}`),
    ...(inviter ? [t('invite.by', { name: inviter.name })] : []),
    ...(end > clock.now ? [t('invite.until', { time: momentOf(end, clock) })] : []),
  ];
  return (
    <Row>
      <span className="min-w-60 flex-1 max-sm:min-w-full">
        <span className="flex flex-wrap items-center gap-2">
          <span className="truncate font-medium">{invitation.name ?? email}</span>
          {end <= clock.now && <Chip tone="wait">{t('invite.ranOut')}</Chip>}
        </span>
        <span className="block text-meta break-words text-ink-3">
          {invitation.name ? `${email} · ` : ''}
          {facts.join(' · ')}
        </span>
        {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      </span>
      <Button
        size="small"
        aria-label={t('invite.resendTo', { email })}
        disabled={asking.busy}
        onClick={() => void ask('invitation.resend', t('invite.resent', { email }))}
      >
        {t('invite.resend')}
      </Button>
      <SureButton
        words={t('invite.revoke')}
        label={t('invite.revokeOf', { email })}
        sure={t('invite.sure')}
        busy={asking.busy}
        onSure={() => void ask('invitation.revoke', t('invite.revoked'))}
      />
    </Row>
  );
}

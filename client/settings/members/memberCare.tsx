import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/entities.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Await } from '../await.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { useAsking } from '../useAsking.ts';
import { useLoaded } from '../useLoaded.ts';

/** A colleague's second factor, for when it is lost. */
export function FactorCare({ member }: { member: MemberView }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const found = useLoaded(async () => (await screen.ask('member.security', { memberId: member.id })).value, member.id);

  async function reset() {
    const done = await asking.run(() => screen.ask('member.resetSecondFactor', { memberId: member.id }));
    if (done) say(t('members.factorDone', { name: member.name }));
    found.again();
  }
  const elsewhere = asking.trouble?.reason === 'conflict' && asking.trouble.field === 'memberId';
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-5">
      <h3 className="font-semibold">{t('members.factor')}</h3>
      <Await loaded={found}>
        {({ secondFactor }) => (
          <>
            <p className="text-ink-2">{t(secondFactor ? 'members.factorOn' : 'members.factorOff')}</p>
            {secondFactor && (
              <span className="self-start">
                <SureButton
                  words={t('members.factorReset')}
                  sure={t('members.factorSure')}
                  busy={asking.busy}
                  onSure={() => void reset()}
                />
              </span>
            )}
          </>
        )}
      </Await>
      {asking.trouble && (
        <FieldError>{elsewhere ? t('members.factorElsewhere') : refusalIn(t, asking.trouble.reason)}</FieldError>
      )}
    </section>
  );
}

export function RemoveMember({ member, onRemoved }: { member: MemberView; onRemoved: () => void }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const [name] = useState(member.name);

  async function remove() {
    if (!(await asking.run(() => screen.ask('member.remove', { memberId: member.id })))) return;
    say(t('members.removed', { name }));
    onRemoved();
  }
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-5">
      <p className="text-meta text-ink-2">{t('members.removeHint')}</p>
      {asking.trouble && (
        <FieldError>
          {asking.trouble.reason === 'conflict' ? t('members.lastAdmin') : refusalIn(t, asking.trouble.reason)}
        </FieldError>
      )}
      <span className="self-start">
        <SureButton
          words={t('members.remove')}
          sure={t('members.removeSure', { name })}
          busy={asking.busy}
          onSure={() => void remove()}
        />
      </span>
    </section>
  );
}

import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { type Language, languages } from '../../i18n/firstWords.ts';
import { currentLanguage, tagOf } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Choice } from '../choice.tsx';
import { InvitedAddress, useInviting } from './inviting.tsx';
import { RoleChoice } from './roleChoice.tsx';
import { TeamFields } from './teamFields.tsx';

export function InviteForm({ onClose, onSent }: { onClose: () => void; onSent: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const members = Object.values(useShown((state) => state.members));
  const inviting = useInviting();
  const { asking } = inviting;
  const [name, setName] = useState('');
  const [teams, setTeams] = useState<{ mainTeamId: string | null; teamIds: string[] }>({
    mainTeamId: null,
    teamIds: [],
  });
  const [language, setLanguage] = useState<Language>(currentLanguage());

  async function submit(event: FormEvent) {
    event.preventDefault();
    const named = name.trim() ? { name: name.trim() } : {};
    const address = await inviting.send((wanted) =>
      screen.ask('member.invite', { ...wanted, ...named, ...teams, language: tagOf(language) }),
    );
    if (!address) return;
    say(t('invite.sent', { email: address }));
    onSent();
  }

  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      noValidate
      aria-label={t('invite.title')}
      className="flex flex-col gap-4 rounded-card border border-line-strong p-4"
    >
      <h2 className="font-semibold">{t('invite.title')}</h2>
      <div className="grid grid-cols-2 items-start gap-4 max-sm:grid-cols-1">
        <InvitedAddress inviting={inviting} members={members} required autoFocus />
        <Field
          label={t('invite.name')}
          hint={t('invite.nameHint')}
          autoComplete="off"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <RoleChoice role={inviting.role} onChoose={inviting.choose} />
        <Choice
          label={t('invite.language')}
          value={language}
          options={languages.map((value) => ({ value, name: common(`language.${value}`) }))}
          onChoose={setLanguage}
        />
      </div>
      <TeamFields {...teams} onChange={(change) => setTeams({ ...teams, ...change })} />
      <p className="text-[0.75rem]/4 text-ink-3">{t('invite.usual')}</p>
      <div className="flex gap-2">
        <Button look="primary" type="submit" disabled={asking.busy}>
          {t(asking.busy ? 'invite.sending' : 'invite.submit')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/access.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { currentLanguage, type Language, languages } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Choice } from '../choice.tsx';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';
import { wireOf } from '../wireLanguage.ts';
import { RoleChoice } from './roleChoice.tsx';
import { TeamFields } from './teamFields.tsx';

const looksRight = (email: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);

export function InviteForm({ onClose, onSent }: { onClose: () => void; onSent: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const members = Object.values(useShown((state) => state.members));
  const asking = useAsking();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [teams, setTeams] = useState<{ mainTeamId: string | null; teamIds: string[] }>({
    mainTeamId: null,
    teamIds: [],
  });
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const [bad, setBad] = useState(false);
  const address = email.trim();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBad(!looksRight(address));
    if (!looksRight(address)) return;
    const named = name.trim() ? { name: name.trim() } : {};
    const wanted = { email: address, ...named, role, ...teams, language: wireOf(language) };
    if (!(await asking.run(() => screen.ask('member.invite', wanted)))) return;
    say(t('invite.sent', { email: address }));
    onSent();
  }

  const taken = asking.trouble?.field === 'email';
  const isMember = members.some((member) => member.email.toLowerCase() === address.toLowerCase());
  const emailError = bad ? t('invite.emailBad') : taken ? t(isMember ? 'invite.isMember' : 'invite.isInvited') : null;
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
        <Field
          label={t('invite.email')}
          required
          type="email"
          autoComplete="off"
          autoFocus
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
            setBad(false);
            asking.clear();
          }}
          error={emailError}
        />
        <Field
          label={t('invite.name')}
          hint={t('invite.nameHint')}
          autoComplete="off"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <RoleChoice role={role} onChoose={setRole} />
        <Choice
          label={t('invite.language')}
          value={language}
          options={languages.map((value) => ({ value, name: common(`language.${value}`) }))}
          onChoose={setLanguage}
        />
      </div>
      <TeamFields {...teams} onChange={(change) => setTeams({ ...teams, ...change })} />
      <p className="text-[0.75rem]/4 text-ink-3">{t('invite.usual')}</p>
      {asking.trouble && !taken && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
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

import { Users } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teamsOf } from '../../shared/access.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { say } from '../ui/toast.tsx';
import { Card, Row } from './card.tsx';
import { Page } from './page.tsx';
import { refusalIn } from './refusal.ts';
import { TeamPanel } from './teamPanel.tsx';
import { TeamSignatures } from './teamSignatures.tsx';
import { useAsking } from './useAsking.ts';

export function Teams() {
  const { t } = useTranslation('settings');
  const teams = Object.values(useShown((state) => state.teams)).sort((a, b) => a.name.localeCompare(b.name));
  const members = Object.values(useShown((state) => state.members));
  const sizeOf = (id: string) => members.filter((member) => teamsOf(member).includes(id)).length;
  const [openId, setOpenId] = useState<string | null>(null);
  const open = teams.find(({ id }) => id === openId);
  return (
    <>
      <Page id="teams" intro={t('teams.intro')}>
        <AddTeam taken={teams.map(({ name }) => name.toLowerCase())} />
        <Card title={t('section.teams')}>
          {teams.length === 0 ? (
            <Empty icon={Users} title={t('teams.none')} body={t('teams.noneHint')} />
          ) : (
            <ul>
              {teams.map((team) => (
                <Row key={team.id}>
                  <span className="min-w-0 flex-1 truncate font-medium">{team.name}</span>
                  <span className="text-ink-3">{t('teams.people', { count: sizeOf(team.id) })}</span>
                  <Button
                    size="small"
                    aria-label={t('teams.open', { name: team.name })}
                    aria-expanded={team.id === openId}
                    onClick={() => setOpenId(team.id)}
                  >
                    {t('change')}
                  </Button>
                </Row>
              ))}
            </ul>
          )}
        </Card>
        <TeamSignatures />
      </Page>
      {open && <TeamPanel key={open.id} team={open} onClose={() => setOpenId(null)} />}
    </>
  );
}

function AddTeam({ taken }: { taken: readonly string[] }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<'nameMissing' | 'nameTaken' | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = name.trim();
    const found = wanted === '' ? 'nameMissing' : taken.includes(wanted.toLowerCase()) ? 'nameTaken' : null;
    setProblem(found);
    if (found || !(await asking.run(() => screen.ask('team.create', { name: wanted })))) return;
    say(t('teams.added', { name: wanted }));
    setName('');
  }
  const error = problem ? t(`teams.${problem}`) : asking.trouble && refusalIn(t, asking.trouble.reason);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex items-start gap-2">
      <Field
        className="max-w-96 flex-1"
        label={t('teams.name')}
        maxLength={100}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
        error={error}
      />
      <Button type="submit" look="primary" className="mt-[22px]" disabled={asking.busy}>
        {t('teams.add')}
      </Button>
    </form>
  );
}

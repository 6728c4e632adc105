import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teamsOf } from '../../shared/access.ts';
import type { TeamView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { say } from '../ui/toast.tsx';
import { Choice } from './choice.tsx';
import { Panel } from './panel.tsx';
import { refusalIn } from './refusal.ts';
import { SureButton } from './sureButton.tsx';
import { useAsking } from './useAsking.ts';

/** A team's name, and its end: what becomes of tickets, members and addresses is said before. */
export function TeamPanel({ team, onClose }: { team: TeamView; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const teams = Object.values(useShown((state) => state.teams)).sort((a, b) => a.name.localeCompare(b.name));
  const channels = Object.values(useShown((state) => state.channels)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const [typed, setTyped] = useState<string | null>(null);
  const name = (typed ?? team.name).trim();
  const taken = teams.some((one) => one.id !== team.id && one.name.toLowerCase() === name.toLowerCase());
  const problem = name === '' ? t('teams.nameMissing') : taken ? t('teams.nameTaken') : null;

  async function rename() {
    if (problem || !(await asking.run(() => screen.ask('team.update', { teamId: team.id, name })))) return;
    say(t('teams.renamed', { name }));
    setTyped(null);
  }
  async function sendFrom(channelId: string | null) {
    if (!(await asking.run(() => screen.ask('team.update', { teamId: team.id, channelId })))) return;
    say(t('teams.renamed', { name: team.name }));
  }
  const footer = (
    <>
      {asking.trouble && (
        <div className="w-full pb-1">
          <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>
        </div>
      )}
      <Button look="primary" disabled={asking.busy || name === team.name} onClick={() => void rename()}>
        {t(asking.busy ? 'saving' : 'save')}
      </Button>
      <Button look="quiet" onClick={onClose}>
        {t('close')}
      </Button>
    </>
  );
  return (
    <Panel label={t('teams.open', { name: team.name })} title={team.name} onClose={onClose} footer={footer}>
      <Field
        label={t('teams.rename')}
        maxLength={100}
        value={typed ?? team.name}
        onChange={(event) => setTyped(event.target.value)}
        error={typed === null ? null : problem}
      />
      {channels.length > 1 && (
        <Choice
          label={t('teams.from')}
          hint={t('teams.fromHint')}
          value={team.channelId ?? ''}
          options={[
            { value: '', name: t('teams.fromThread') },
            ...channels.map(({ id, name: called, address }) => ({
              value: id,
              name: called ? `${called} <${address}>` : address,
            })),
          ]}
          onChoose={(channelId) => void sendFrom(channelId || null)}
        />
      )}
      <DeleteTeam team={team} others={teams.filter(({ id }) => id !== team.id)} onDeleted={onClose} />
    </Panel>
  );
}

interface DeleteTeamProps {
  team: TeamView;
  others: readonly TeamView[];
  onDeleted: () => void;
}

function DeleteTeam({ team, others, onDeleted }: DeleteTeamProps) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const [moveTo, setMoveTo] = useState('');
  const counters = Object.values(useShown((state) => state.counters));
  const members = Object.values(useShown((state) => state.members));
  const channels = Object.values(useShown((state) => state.channels));
  const open = counters
    .filter(({ audience, phase }) => phase !== 'closed' && audience.includes(`team:${team.id}`))
    .reduce((sum, { n }) => sum + n, 0);
  const people = members.filter((member) => teamsOf(member).includes(team.id)).length;
  const addresses = channels.filter(({ teamId }) => teamId === team.id).map(({ address }) => address);

  async function remove() {
    const input = { teamId: team.id, moveTo: moveTo || null };
    if (!(await asking.run(() => screen.ask('team.delete', input)))) return;
    say(t('teams.deleted', { name: team.name }));
    onDeleted();
  }
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5">
      <h3 className="font-semibold">{t('teams.deleteTitle')}</h3>
      <ul className="flex list-disc flex-col gap-1 pl-5 text-ink-2">
        <li>{t('teams.deleteOpen', { count: open })}</li>
        <li>{t('teams.deletePeople', { count: people })}</li>
        {addresses.length > 0 && <li>{t('teams.deleteAddresses', { addresses: addresses.join(', ') })}</li>}
      </ul>
      <Choice
        label={t('teams.deleteTo')}
        value={moveTo}
        options={[{ value: '', name: t('teams.deleteNone') }, ...others.map(({ id, name }) => ({ value: id, name }))]}
        onChoose={setMoveTo}
      />
      {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      <span className="self-start">
        <SureButton words={t('teams.delete')} sure={t('teams.sure')} busy={asking.busy} onSure={() => void remove()} />
      </span>
    </section>
  );
}

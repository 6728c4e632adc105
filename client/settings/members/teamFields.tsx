import { useTranslation } from 'react-i18next';
import { useShown } from '../../connection/screenContext.ts';
import { Choice } from '../choice.tsx';
import { Tick } from '../tick.tsx';

interface TeamFieldsProps {
  mainTeamId: string | null;
  teamIds: readonly string[];
  onChange: (change: { mainTeamId?: string | null; teamIds?: string[] }) => void;
}

/** The team one belongs to, and those one helps out in. */
export function TeamFields({ mainTeamId, teamIds, onChange }: TeamFieldsProps) {
  const { t } = useTranslation('settings');
  const teams = Object.values(useShown((state) => state.teams)).sort((a, b) => a.name.localeCompare(b.name));
  if (teams.length === 0) return <p className="text-ink-2">{t('members.noTeams')}</p>;
  const options = [{ value: '', name: t('members.noMainTeam') }, ...teams.map(({ id, name }) => ({ value: id, name }))];
  const extra = teams.filter(({ id }) => id !== mainTeamId);
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={t('members.mainTeam')}
        value={mainTeamId ?? ''}
        options={options}
        onChoose={(id) => onChange({ mainTeamId: id === '' ? null : id })}
      />
      {extra.length > 0 && (
        <fieldset>
          <legend className="mb-1.5 text-[0.75rem]/4 font-medium">{t('members.extraTeams')}</legend>
          <div className="flex flex-col gap-2 max-md:gap-0">
            {extra.map(({ id, name }) => (
              <Tick
                key={id}
                label={name}
                checked={teamIds.includes(id)}
                onTick={(on) => onChange({ teamIds: on ? [...teamIds, id] : teamIds.filter((other) => other !== id) })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { Card } from './card.tsx';
import { SignatureField } from './signatureField.tsx';

/** The lines below the replies of those who have none of their own, team by team. */
export function TeamSignatures() {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const teams = Object.values(useShown((state) => state.teams)).sort((a, b) => a.name.localeCompare(b.name));
  if (teams.length === 0) return null;
  return (
    <Card title={t('teams.signatures')}>
      <div className="flex flex-col gap-5 p-4">
        {teams.map((team) => (
          <SignatureField
            key={team.id}
            label={team.name}
            hint={t('teams.signatureHint')}
            value={team.signature ?? ''}
            onSave={(signature) => screen.ask('team.update', { teamId: team.id, signature })}
          />
        ))}
      </div>
    </Card>
  );
}

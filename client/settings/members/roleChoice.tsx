import { useTranslation } from 'react-i18next';
import { Role } from '../../../shared/access.ts';
import { Choice } from '../choice.tsx';

export function RoleChoice({ role, onChoose }: { role: Role; onChoose: (role: Role) => void }) {
  const { t } = useTranslation('settings');
  return (
    <Choice
      label={t('role.label')}
      hint={t(`roleHint.${role}`)}
      value={role}
      options={Role.options.map((value) => ({ value, name: t(`role.${value}`) }))}
      onChoose={onChoose}
    />
  );
}

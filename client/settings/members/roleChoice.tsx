import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/access.ts';
import { Choice } from '../choice.tsx';
import { roles } from '../options.ts';

export function RoleChoice({ role, onChoose }: { role: Role; onChoose: (role: Role) => void }) {
  const { t } = useTranslation('settings');
  return (
    <Choice
      label={t('role.label')}
      hint={t(`roleHint.${role}`)}
      value={role}
      options={roles.map((value) => ({ value, name: t(`role.${value}`) }))}
      onChoose={onChoose}
    />
  );
}

import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Access, Verb } from '../../../shared/access.ts';
import { Choice } from '../choice.tsx';
import { levels } from '../options.ts';
import { Tick } from '../tick.tsx';
import { hasUnassigned, isWiderThanView } from './standing.ts';

const verbs: readonly Verb[] = ['view', 'edit', 'delete'];

interface ReachFieldsProps {
  name: string;
  /** Reaches everything whatever is set here. */
  admin: boolean;
  access: Access;
  onChange: (change: Partial<Access>) => void;
}

/** How far seeing, changing and deleting reach, in plain words. */
export function ReachFields({ name, admin, access, onChange }: ReachFieldsProps) {
  const { t } = useTranslation('settings');
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 font-semibold">{t('members.reach', { name })}</legend>
      {admin && <p className="text-ink-2">{t('members.adminReach')}</p>}
      {!admin &&
        verbs.map((verb) => (
          <div key={verb} className="flex flex-col gap-2">
            <Choice
              label={t(`members.${verb}`)}
              value={access[verb].level}
              options={levels.map((value) => ({ value, name: t(`members.${value}`) }))}
              onChoose={(level) => onChange({ [verb]: { ...access[verb], level } })}
            />
            {hasUnassigned(access[verb].level) && (
              <Tick
                label={t('members.unassigned')}
                checked={access[verb].unassigned}
                onTick={(unassigned) => onChange({ [verb]: { ...access[verb], unassigned } })}
              />
            )}
            {verb !== 'view' && isWiderThanView(access, verb) && (
              <p role="status" className="flex gap-1.5 text-[0.75rem]/4 text-wait">
                <TriangleAlert className="size-3.5 shrink-0" aria-hidden />
                {t(verb === 'edit' ? 'members.widerEdit' : 'members.widerDelete')}
              </p>
            )}
          </div>
        ))}
    </fieldset>
  );
}

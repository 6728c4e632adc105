import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/access.ts';
import { propertiesOf } from '../../../shared/properties.ts';
import { useNames } from '../../connection/screenContext.ts';
import { propertyName } from '../../tickets/propertyWords.ts';
import { Tick } from '../tick.tsx';
import type { Movers, Row } from './draft.ts';

interface StatusRulesProps {
  row: Row;
  name: string;
  onChange: (row: Row) => void;
}

/** What every ticket has from its beginning; nobody has to be asked for it. */
const neverMissing: readonly string[] = ['name', 'priority'];

/** Admins always may. */
const roles: readonly Role[] = ['agent', 'collaborator'];

/** What a status asks of whoever moves a ticket there, and who may. product: T8, T9. */
export function StatusRules({ row, name, onChange }: StatusRulesProps) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const names = useNames();
  const askable = propertiesOf(names.properties).filter(
    ({ key, settable, options }) =>
      settable && !neverMissing.includes(key) && (key !== 'category' || options.some(({ gone }) => !gone)),
  );
  const { required, rules } = row;
  const rule = (which: 'noSkipping' | 'noGoingBack', on: boolean) => {
    const { [which]: _before, ...rest } = rules;
    onChange({ ...row, rules: on ? { ...rest, [which]: true } : rest });
  };
  return (
    <div className="flex w-full flex-col gap-4 rounded-control bg-inset p-3">
      <fieldset>
        <legend className="font-medium">{t('pipelines.rules.required', { name })}</legend>
        <p className="mt-0.5 mb-2 text-[0.75rem]/4 text-ink-2">{t('pipelines.rules.requiredHint')}</p>
        <div className="flex max-h-44 flex-wrap gap-x-4 gap-y-1 overflow-y-auto">
          {askable.map(({ key }) => (
            <Tick
              key={key}
              label={propertyName(common, names, key)}
              checked={required.includes(key)}
              onTick={(on) =>
                onChange({ ...row, required: on ? [...required, key] : required.filter((one) => one !== key) })
              }
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">{t('pipelines.rules.way')}</legend>
        <Tick
          label={t('pipelines.rules.noSkipping', { name })}
          hint={t('pipelines.rules.noSkippingHint')}
          checked={rules.noSkipping === true}
          onTick={(on) => rule('noSkipping', on)}
        />
        <Tick
          label={t('pipelines.rules.noGoingBack', { name })}
          hint={t('pipelines.rules.noGoingBackHint')}
          checked={rules.noGoingBack === true}
          onTick={(on) => rule('noGoingBack', on)}
        />
      </fieldset>
      <MoversField
        name={name}
        movers={rules.movers}
        onChange={(movers) => {
          const { movers: _before, ...rest } = rules;
          onChange({ ...row, rules: movers ? { ...rest, movers } : rest });
        }}
      />
    </div>
  );
}

const nobody: Movers = { memberIds: [], teamIds: [], roles: [] };

function MoversField({
  name,
  movers,
  onChange,
}: {
  name: string;
  movers: Movers | undefined;
  onChange: (movers: Movers | null) => void;
}) {
  const { t } = useTranslation('settings');
  const names = useNames();
  const [text, setText] = useState('');
  const teams = Object.values(names.teams).sort((a, b) => a.name.localeCompare(b.name));
  const members = Object.values(names.members)
    .filter(({ suspended, role }) => !suspended && role !== 'admin')
    .sort((a, b) => a.name.localeCompare(b.name));
  const wanted = text.trim().toLowerCase();
  const listed = members.filter((one) => movers?.memberIds.includes(one.id) || one.name.toLowerCase().includes(wanted));
  const toggled = <T extends string>(all: readonly T[], id: T, on: boolean): T[] =>
    on ? [...all, id] : all.filter((one) => one !== id);
  const noOne = movers && movers.roles.length + movers.teamIds.length + movers.memberIds.length === 0;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t('pipelines.rules.movers', { name })}</legend>
      <Tick
        label={t('pipelines.rules.some')}
        checked={movers !== undefined}
        onTick={(on) => onChange(on ? nobody : null)}
      />
      {movers && (
        <div className="flex flex-col gap-3 pl-6 max-md:pl-0">
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {roles.map((role) => (
              <Tick
                key={role}
                label={t(`pipelines.rules.role.${role === 'agent' ? 'agent' : 'collaborator'}`)}
                checked={movers.roles.includes(role)}
                onTick={(on) => onChange({ ...movers, roles: toggled(movers.roles, role, on) })}
              />
            ))}
            {teams.map(({ id, name: called }) => (
              <Tick
                key={id}
                label={t('pipelines.rules.team', { name: called })}
                checked={movers.teamIds.includes(id)}
                onTick={(on) => onChange({ ...movers, teamIds: toggled(movers.teamIds, id, on) })}
              />
            ))}
          </div>
          {members.length > 8 && (
            <input
              aria-label={t('pipelines.rules.find')}
              placeholder={t('pipelines.rules.find')}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="h-(--control-small) rounded-control border border-line-input bg-page px-2 outline-none focus-visible:border-focus"
            />
          )}
          <div className="flex max-h-36 flex-wrap gap-x-4 gap-y-1 overflow-y-auto">
            {listed.map(({ id, name: called }) => (
              <Tick
                key={id}
                label={called}
                checked={movers.memberIds.includes(id)}
                onTick={(on) => onChange({ ...movers, memberIds: toggled(movers.memberIds, id, on) })}
              />
            ))}
          </div>
          <p role="status" className="text-[0.75rem]/4 text-ink-3">
            {t(noOne ? 'pipelines.rules.onlyAdmins' : 'pipelines.rules.admins')}
          </p>
        </div>
      )}
    </fieldset>
  );
}

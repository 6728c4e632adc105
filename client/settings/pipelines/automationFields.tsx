import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { Choice } from '../choice.tsx';
import { Tick } from '../tick.tsx';
import { type Automatic, daysBad, idleTo, steps, usualDays } from './automation.ts';
import type { Row } from './draft.ts';

interface AutomationProps {
  automatic: Automatic;
  rows: readonly Row[];
  /** The panel has been tried to be saved. */
  tried: boolean;
  onChange: (automatic: Automatic) => void;
}

/** The statuses a pipeline sets by itself. product: T10. */
export function AutomationFields({ automatic, rows, tried, onChange }: AutomationProps) {
  const { t } = useTranslation('settings');
  const nameOf = ({ name }: Row) => name.trim() || t('pipelines.newStatus');
  const options = [
    { value: '', name: t('pipelines.auto.nothing') },
    ...rows.map((row) => ({ value: row.key, name: nameOf(row) })),
  ];
  const closed = rows.filter(({ state }) => state === 'closed');
  const { idle } = automatic;
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="font-semibold">{t('pipelines.auto.title')}</legend>
      <p className="mt-1 text-meta text-ink-2">{t('pipelines.auto.hint')}</p>
      {steps.map((step) => (
        <Choice
          key={step}
          label={t(`pipelines.auto.${step}`)}
          value={rows.some(({ key }) => key === automatic[step]) ? (automatic[step] ?? '') : ''}
          options={options}
          onChoose={(key) => onChange({ ...automatic, [step]: key || null })}
        />
      ))}
      <div className="flex flex-col gap-3">
        <Tick
          label={t('pipelines.auto.idle')}
          hint={t('pipelines.auto.idleHint')}
          checked={idle !== null}
          onTick={(on) => onChange({ ...automatic, idle: on ? { days: usualDays, to: null, open: false } : null })}
        />
        {idle && (
          <div className="flex flex-col gap-3 pl-6 max-md:pl-0">
            <div className="grid grid-cols-2 gap-3">
              <Field
                label={t('pipelines.auto.days')}
                inputMode="numeric"
                maxLength={3}
                value={idle.days}
                onChange={(event) => onChange({ ...automatic, idle: { ...idle, days: event.target.value.trim() } })}
                error={tried && daysBad(automatic) ? t('pipelines.auto.daysBad') : null}
              />
              <Choice
                label={t('pipelines.auto.to')}
                value={idleTo(automatic, rows)?.key ?? ''}
                options={closed.map((row) => ({ value: row.key, name: nameOf(row) }))}
                onChoose={(to) => onChange({ ...automatic, idle: { ...idle, to } })}
              />
            </div>
            <Tick
              label={t('pipelines.auto.open')}
              checked={idle.open}
              onTick={(open) => onChange({ ...automatic, idle: { ...idle, open } })}
            />
          </div>
        )}
      </div>
    </fieldset>
  );
}

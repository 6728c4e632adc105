import { useTranslation } from 'react-i18next';
import type { QuietHours } from '../../../shared/entities.ts';
import { fieldLook } from '../../ui/field.tsx';
import { Card } from '../card.tsx';
import { Choice } from '../choice.tsx';
import { Tick } from '../tick.tsx';

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = (now: string): string[] => [...new Set([now, here(), 'UTC', ...Intl.supportedValuesOf('timeZone')])];

/** Hours in which nothing but the bell speaks. */
export function QuietCard({ quiet, onQuiet }: { quiet: QuietHours; onQuiet: (quiet: QuietHours) => void }) {
  const { t } = useTranslation('settings');
  /** Who turns them on for the first time means his own clock. */
  const turned = (on: boolean) =>
    onQuiet({ ...quiet, on, timeZone: on && quiet.timeZone === 'UTC' ? here() : quiet.timeZone });
  const time = (name: 'from' | 'to') => (
    <label className="flex min-w-0 flex-col gap-1.5 text-[0.75rem]/4 font-medium">
      {t(`notifications.quiet.${name}`)}
      <input
        type="time"
        required
        value={quiet[name]}
        className={`${fieldLook} w-28 font-normal tabular-nums`}
        onChange={({ target: { value } }) => {
          const other = name === 'from' ? quiet.to : quiet.from;
          if (value && value !== other) onQuiet({ ...quiet, [name]: value });
        }}
      />
    </label>
  );
  return (
    <Card title={t('notifications.quiet.title')}>
      <div className="flex flex-col gap-4 px-4 py-3">
        <Tick
          label={t('notifications.quiet.on')}
          hint={t('notifications.quiet.hint')}
          checked={quiet.on}
          onTick={turned}
        />
        {quiet.on && (
          <>
            <div className="flex flex-wrap items-end gap-3">
              {time('from')}
              {time('to')}
              <Choice
                label={t('notifications.quiet.zone')}
                className="min-w-52 flex-1"
                value={quiet.timeZone}
                options={zones(quiet.timeZone).map((value) => ({ value, name: value.replaceAll('_', ' ') }))}
                onChoose={(timeZone) => onQuiet({ ...quiet, timeZone })}
              />
            </div>
            <Tick
              label={t('notifications.quiet.mentions')}
              checked={quiet.mentions}
              onTick={(mentions) => onQuiet({ ...quiet, mentions })}
            />
          </>
        )}
      </div>
    </Card>
  );
}

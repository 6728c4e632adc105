import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Property } from '../../shared/properties.ts';
import type { FormField } from '../../shared/propertyKinds.ts';
import { fieldLook } from '../ui/field.tsx';
import { useChoices } from './useChoices.ts';

type When = NonNullable<FormField['when']>;

interface WhenProps {
  /** The line's own name. */
  name: string;
  when: When | null;
  /** What stands above it. */
  above: readonly { property: Property; name: string }[];
  /** Of what it depends on and stands below it. */
  below: string;
  onChange: (when: When | null) => void;
}

/** When a line is shown: always, or while a line above it has one of some values. */
export function WhenField({ name, when, above, below, onChange }: WhenProps) {
  const { t } = useTranslation('creating');
  const choicesOf = useChoices();
  const id = useId();
  const on = above.find(({ property }) => property.key === when?.property);
  const choices = choicesOf(on?.property);
  const tick = (value: string, ticked: boolean) =>
    when &&
    onChange({
      ...when,
      values: choices.map((one) => one.id).filter((one) => (one === value ? ticked : when.values.includes(one))),
    });
  return (
    <div className="flex w-full flex-col gap-2 rounded-control bg-inset p-2.5">
      <div className="flex items-center gap-2">
        <label htmlFor={id} className="shrink-0 text-[0.75rem]/4 font-medium">
          {t('form.shown')}
        </label>
        <div className="relative min-w-0 flex-1">
          <select
            id={id}
            aria-label={t('form.conditionOf', { name })}
            value={when?.property ?? ''}
            onChange={(event) => onChange(event.target.value ? { property: event.target.value, values: [] } : null)}
            className={`${fieldLook} appearance-none truncate pr-8`}
          >
            <option value="">{t('form.shownAlways')}</option>
            {above.map((one) => (
              <option key={one.property.key} value={one.property.key}>
                {t('form.shownWhen', { name: one.name })}
              </option>
            ))}
            {when && !on && <option value={when.property}>{t('form.shownWhen', { name: below })}</option>}
          </select>
          <ChevronDown
            className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-ink-3"
            aria-hidden
          />
        </div>
      </div>
      {when && on && choices.length > 0 && (
        <fieldset>
          <legend className="sr-only">{t('form.values', { name: on.name })}</legend>
          <div className="flex max-h-40 flex-wrap gap-x-4 gap-y-1 overflow-y-auto">
            {choices.map((one) => (
              <label key={one.id} className="flex min-h-5 items-center gap-2 max-md:min-h-11">
                <input
                  type="checkbox"
                  checked={when.values.includes(one.id)}
                  onChange={(event) => tick(one.id, event.target.checked)}
                  className="size-4 accent-accent max-md:size-6"
                />
                {one.name}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {when && on && when.values.length === 0 && (
        <p className="text-[0.75rem]/4 text-ink-3">
          {choices.length > 0 ? t('form.anyValue') : t('form.anyOnly', { name: on.name })}
        </p>
      )}
    </div>
  );
}

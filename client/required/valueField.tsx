import './words/load.ts';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { priorities } from '../../shared/order.ts';
import type { Property } from '../../shared/properties.ts';
import type { PropertyValue } from '../../shared/propertyKinds.ts';
import { useNames } from '../connection/screenContext.ts';
import { useOwners } from '../tickets/owners.ts';
import { PriorityBars } from '../tickets/priorityBars.tsx';
import { languageName, propertyName } from '../tickets/propertyWords.ts';
import { MemberAvatar } from '../ui/avatar.tsx';
import { FieldError, fieldLook } from '../ui/field.tsx';
import { TagsField } from './tagsField.tsx';
import { numberIn, type Problem, textOf } from './value.ts';

interface ValueFieldProps {
  property: Property;
  value: PropertyValue | null;
  /** NaN for what is no number; then it is the form's to say so. */
  onChange: (value: PropertyValue | null) => void;
  required?: boolean;
  problem?: Problem | null;
}

/** A property of a ticket as a field of a form, whatever its kind. */
export function ValueField({ property, value, onChange, required = false, problem = null }: ValueFieldProps) {
  const { t } = useTranslation('required');
  const { t: common } = useTranslation();
  const names = useNames();
  const id = useId();
  const label = propertyName(common, names, property.key);
  const field: FieldAttributes = {
    id,
    'data-property': property.key,
    'aria-required': required || undefined,
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': problem ? `${id}-error` : undefined,
  };
  const error = problem && <FieldError id={`${id}-error`}>{t(`problem.${problem}`)}</FieldError>;
  if (property.kind === 'checkbox') {
    return (
      <div>
        <label htmlFor={id} className="flex min-h-(--control) items-center gap-2.5 max-md:min-h-11">
          <input
            {...field}
            type="checkbox"
            checked={value === true}
            onChange={(event) => onChange(event.target.checked || null)}
            className="size-4 shrink-0 accent-accent max-md:size-6"
          />
          <span className="font-medium">
            {label}
            {required && <Star />}
          </span>
        </label>
        {error}
      </div>
    );
  }
  if (property.kind === 'multiChoice') {
    return <Several {...{ property, value, onChange, field, label, required, error }} />;
  }
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-[0.75rem]/4 font-medium text-ink">
        {label}
        {required && <Star />}
      </label>
      <Single {...{ property, value, onChange, field }} />
      {error}
    </div>
  );
}

interface FieldAttributes {
  id: string;
  'data-property': string;
  'aria-required': boolean | undefined;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

interface InnerProps {
  property: Property;
  value: PropertyValue | null;
  onChange: (value: PropertyValue | null) => void;
  field: FieldAttributes;
}

export const Star = () => (
  <span className="text-danger" aria-hidden>
    {' *'}
  </span>
);

function Single({ property, value, onChange, field }: InnerProps) {
  const { kind, key } = property;
  if (kind === 'choice' || kind === 'person' || kind === 'team')
    return <One {...{ property, value, onChange, field }} />;
  if (kind === 'tags') {
    return <TagsField {...field} tags={Array.isArray(value) ? value : []} onChange={onChange} />;
  }
  if (kind === 'number') return <NumberField {...{ value, onChange, field }} />;
  if (key === 'description') {
    return (
      <textarea
        {...field}
        rows={3}
        maxLength={5000}
        value={textOf(value)}
        onChange={(event) => onChange(event.target.value || null)}
        className={`${fieldLook} h-auto! py-2`}
      />
    );
  }
  return (
    <input
      {...field}
      type={kind === 'date' ? 'date' : 'text'}
      maxLength={kind === 'date' ? undefined : key === 'name' ? 300 : 5000}
      value={textOf(value)}
      onChange={(event) => onChange(event.target.value || null)}
      className={fieldLook}
    />
  );
}

/** What is typed stays as it is typed, also while it is no number yet. */
function NumberField({ value, onChange, field }: Omit<InnerProps, 'property'>) {
  const [text, setText] = useState(() => textOf(value));
  const shown = Object.is(numberIn(text), value) ? text : textOf(value);
  return (
    <input
      {...field}
      inputMode="decimal"
      maxLength={40}
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        onChange(numberIn(event.target.value));
      }}
      className={fieldLook}
    />
  );
}

/** What may be chosen, by the reader's names. */
function useOffered({ kind, key, options }: Property, chosen: readonly string[]): { id: string; name: string }[] {
  const { t } = useTranslation();
  const teams = useNames().teams;
  const owners = useOwners();
  if (kind === 'person') return owners.map(({ id, name }) => ({ id, name }));
  if (kind === 'team') return Object.values(teams).sort((a, b) => a.name.localeCompare(b.name));
  return options
    .filter(({ id, gone }) => !gone || chosen.includes(id))
    .map(({ id, name }) => ({ id, name: wordOf(key, id) ?? name }));

  function wordOf(of: string, id: string): string | null {
    if (of === 'language') return languageName(id);
    if (of === 'priority' && (id === 'low' || id === 'normal' || id === 'high')) return t(`priority.${id}`);
    return null;
  }
}

/** What stands before the word, as it does elsewhere; null for most. */
function useMark({ key, kind }: Property, chosen: string): ReactNode {
  const person = useOwners().find(({ id }) => kind === 'person' && id === chosen);
  const priority = key === 'priority' && priorities.find((one) => one === chosen);
  if (person) return <MemberAvatar name={person.name} color={person.color} size={16} />;
  return priority ? <PriorityBars priority={priority} /> : null;
}

/** One of a list: the browser's own, which every keyboard and phone knows. */
function One({ property, value, onChange, field }: InnerProps) {
  const { t } = useTranslation('required');
  const chosen = typeof value === 'string' ? value : '';
  const offered = useOffered(property, chosen ? [chosen] : []);
  const mark = useMark(property, chosen);
  return (
    <div className="relative">
      {mark && <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center">{mark}</span>}
      <select
        {...field}
        value={chosen}
        onChange={(event) => onChange(event.target.value || null)}
        className={`${fieldLook} appearance-none truncate pr-8 ${chosen ? '' : 'text-ink-3'} ${mark ? 'pl-8' : ''}`}
      >
        <option value="">{t('choose')}</option>
        {offered.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-ink-3" aria-hidden />
    </div>
  );
}

function Several({
  property,
  value,
  onChange,
  field,
  label,
  required,
  error,
}: InnerProps & { label: string; required: boolean; error: ReactNode }) {
  const chosen = Array.isArray(value) ? value : [];
  const offered = useOffered(property, chosen);
  return (
    <fieldset aria-describedby={field['aria-describedby']}>
      <legend className="mb-1.5 text-[0.75rem]/4 font-medium text-ink">
        {label}
        {required && <Star />}
      </legend>
      <div
        className={`flex max-h-40 flex-wrap gap-x-4 gap-y-1 overflow-y-auto rounded-control border bg-page px-2.5 py-1.5 ${error ? 'border-danger' : 'border-line-input'}`}
      >
        {offered.map(({ id, name }, at) => (
          <label key={id} className="flex min-h-5 items-center gap-2 max-md:min-h-11">
            <input
              {...(at === 0 ? { id: field.id, 'data-property': property.key } : {})}
              type="checkbox"
              aria-invalid={field['aria-invalid']}
              checked={chosen.includes(id)}
              onChange={(event) => {
                const next = offered.filter((one) => (one.id === id ? event.target.checked : chosen.includes(one.id)));
                onChange(next.length > 0 ? next.map((one) => one.id) : null);
              }}
              className="size-4 shrink-0 accent-accent max-md:size-6"
            />
            {name}
          </label>
        ))}
      </div>
      {error}
    </fieldset>
  );
}

import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Condition, type Span, units } from '../../shared/filter/language.ts';
import type { Known } from '../../shared/filter/properties.ts';
import { CompanyPicker, ContactPicker } from '../contacts/pickers.tsx';
import { isComposing } from '../keyboard/actions.ts';
import { ChoiceSelect, controlLook } from './choiceSelect.tsx';
import { useFilterWords } from './words.ts';

interface ValueEditorProps {
  known: Known;
  condition: Condition;
  invalid: boolean;
  onChange: (condition: Condition) => void;
}

/** What a condition asks for, by the kind of its property. */
export function ValueEditor({ known, condition, invalid, onChange }: ValueEditorProps) {
  const { t } = useTranslation('views');
  const { op, value } = condition;
  const put = (next: Condition['value']) => onChange({ ...condition, value: next });
  const label = t('filter.value');
  if (op === 'empty' || op === 'notEmpty') return null;
  if (op === 'anyOf' || op === 'allOf' || op === 'noneOf')
    return (
      <Several known={known} values={Array.isArray(value) ? value.map(String) : []} onChange={put} invalid={invalid} />
    );
  if (op === 'last' || op === 'notLast' || op === 'next') return <SpanEditor span={value as Span} onChange={put} />;
  if (known.kind === 'yes')
    return (
      <ChoiceSelect
        label={label}
        value={String(value)}
        options={[
          { id: 'true', name: t('filter.yes') },
          { id: 'false', name: t('filter.no') },
        ]}
        onChoose={(id) => put(id === 'true')}
      />
    );
  if (known.kind === 'number')
    return (
      <Typed
        label={label}
        value={typeof value === 'number' ? String(value) : ''}
        numeric
        invalid={invalid}
        onType={(text) => {
          const number = Number(text.trim());
          if (text.trim() !== '' && Number.isFinite(number)) put(number);
          else onChange({ property: condition.property, op });
        }}
      />
    );
  if (known.kind === 'date' || known.kind === 'day')
    return (
      <input
        type="date"
        aria-label={label}
        aria-invalid={invalid || undefined}
        value={dayIn(known.kind, value)}
        onChange={(event) => {
          const day = event.target.value;
          if (!day) onChange({ property: condition.property, op });
          else put(known.kind === 'day' ? day : new Date(`${day}T00:00:00`).toISOString());
        }}
        className={`${controlLook} w-40`}
      />
    );
  return (
    <Typed
      label={label}
      value={typeof value === 'string' ? value : ''}
      invalid={invalid}
      onType={(text) => (text === '' ? onChange({ property: condition.property, op }) : put(text))}
    />
  );
}

/** A moment is the beginning of the reader's day. */
function dayIn(kind: 'date' | 'day', value: Condition['value']): string {
  if (typeof value !== 'string') return '';
  if (kind === 'day') return value;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? '' : new Intl.DateTimeFormat('sv-SE').format(at);
}

interface TypedProps {
  label: string;
  value: string;
  numeric?: boolean;
  invalid: boolean;
  onType: (text: string) => void;
}

/** What is typed stays as it is typed, also while it is no number yet. */
function Typed({ label, value, numeric = false, invalid, onType }: TypedProps) {
  const { t } = useTranslation('views');
  const [text, setText] = useState(value);
  const shown =
    numeric && text.trim() !== '' && String(Number(text)) === value ? text : numeric && value === '' ? text : value;
  return (
    <input
      aria-label={label}
      aria-invalid={invalid || undefined}
      inputMode={numeric ? 'decimal' : 'text'}
      maxLength={300}
      value={shown}
      placeholder={numeric ? undefined : t('filter.typeText')}
      onChange={(event) => {
        setText(event.target.value);
        onType(event.target.value);
      }}
      className={`${controlLook} ${numeric ? 'w-28' : 'w-56 max-md:w-full'}`}
    />
  );
}

function SpanEditor({ span, onChange }: { span: Span; onChange: (span: Span) => void }) {
  const { t } = useTranslation('views');
  return (
    <span className="inline-flex gap-1.5">
      <input
        type="number"
        min={1}
        max={10_000}
        aria-label={t('filter.value')}
        value={span.n}
        onChange={(event) => {
          const n = Math.round(Number(event.target.value));
          if (n >= 1 && n <= 10_000) onChange({ ...span, n });
        }}
        className={`${controlLook} w-20`}
      />
      <ChoiceSelect
        label={t('unit.label')}
        value={span.unit}
        options={units.map((unit) => ({ id: unit, name: t(`unit.${unit}`) }))}
        onChoose={(id) => {
          const unit = units.find((one) => one === id);
          if (unit) onChange({ ...span, unit });
        }}
      />
    </span>
  );
}

interface SeveralProps {
  known: Known;
  values: readonly string[];
  invalid: boolean;
  onChange: (values: string[]) => void;
}

function Several({ known, values, invalid, onChange }: SeveralProps) {
  const { t } = useTranslation('views');
  const { choices, valueName } = useFilterWords();
  const all = choices(known.id);
  const add = (value: string) => value && !values.includes(value) && onChange([...values, value]);
  return (
    <span
      data-invalid={invalid || undefined}
      className="inline-flex min-h-7 max-w-[420px] flex-wrap items-center gap-1 rounded-control border border-line-strong bg-page p-0.5 focus-within:border-focus data-invalid:border-danger max-md:flex max-md:min-h-11 max-md:max-w-none"
    >
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex h-5 items-center gap-1 rounded-chip bg-closed-tint pl-1.5 text-meta font-medium max-md:h-9"
        >
          {valueName(known.id, value)}
          <button
            type="button"
            aria-label={t('filter.removeValue', { value: valueName(known.id, value) })}
            onClick={() => onChange(values.filter((one) => one !== value))}
            className="flex size-5 items-center justify-center rounded-chip text-ink-3 hover:text-ink max-md:size-9"
          >
            <X className="size-3" aria-hidden />
          </button>
        </span>
      ))}
      {all ? (
        <select
          aria-label={t('filter.addValue')}
          aria-invalid={invalid || undefined}
          value=""
          onChange={(event) => add(event.target.value)}
          className="h-6 w-28 rounded-chip bg-transparent px-1 text-ink-3 outline-none focus-visible:text-ink max-md:h-10 max-md:flex-1 max-md:text-large"
        >
          <option value="">{t('filter.addValue')}</option>
          {all
            .filter(({ id }) => !values.includes(id))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      ) : known.id === 'contact' ? (
        <span className="w-52 max-md:w-full">
          <ContactPicker label={t('filter.addValue')} without={values} onChoose={({ id }) => add(id)} />
        </span>
      ) : known.id === 'company' ? (
        <span className="w-52 max-md:w-full">
          <CompanyPicker label={t('filter.addValue')} without={values} onChoose={({ id }) => add(id)} />
        </span>
      ) : (
        <TagInput onAdd={add} />
      )}
    </span>
  );
}

function TagInput({ onAdd }: { onAdd: (tag: string) => void }) {
  const { t } = useTranslation('views');
  const [text, setText] = useState('');
  const take = () => {
    if (text.trim()) onAdd(text.trim());
    setText('');
  };
  return (
    <input
      aria-label={t('filter.typeTag')}
      placeholder={t('filter.typeTag')}
      maxLength={50}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent) || (event.key !== 'Enter' && event.key !== ',')) return;
        event.preventDefault();
        take();
      }}
      className="h-6 w-28 rounded-chip bg-transparent px-1 outline-none max-md:h-10 max-md:flex-1 max-md:text-large"
    />
  );
}

import { ArrowDown, ArrowUp, ListFilter, Lock, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Property } from '../../shared/properties.ts';
import type { FormField } from '../../shared/propertyKinds.ts';
import { DragHandle } from '../ui/dragHandle.tsx';
import { FieldError } from '../ui/field.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { isBasic } from './formDraft.ts';
import { useChoices } from './useChoices.ts';
import { WhenField } from './whenField.tsx';

interface FormRowProps {
  line: FormField;
  name: string;
  number: number;
  count: number;
  above: readonly { property: Property; name: string }[];
  /** Of the property that it depends on and that stands below it. */
  waitsFor: string | null;
  /** It is the one that is dragged. */
  dragged: boolean;
  onChange: (change: Partial<FormField>) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onDrag: (dragging: boolean) => void;
  onOver: () => void;
}

/** One line of the form: drag it by its handle, or move it by its arrows. */
export function FormRow(props: FormRowProps) {
  const { line, name, number, count, above, waitsFor, dragged, onChange, onMove, onRemove, onDrag, onOver } = props;
  const { t } = useTranslation('creating');
  const choicesOf = useChoices();
  const basic = isBasic(line.property);
  const when = line.when ?? null;
  const [open, setOpen] = useState(false);
  const on = above.find(({ property }) => property.key === when?.property);
  const called = choicesOf(on?.property).filter(({ id }) => when?.values.includes(id));
  const condition =
    on &&
    (called.length > 0
      ? t('form.when', { name: on.name, values: called.map((one) => one.name).join(t('form.or')) })
      : t('form.whenAny', { name: on.name }));
  return (
    <li
      data-line-of={line.property}
      onDragOver={(event) => {
        event.preventDefault();
        onOver();
      }}
      onDrop={(event) => event.preventDefault()}
      className={`flex flex-wrap items-center gap-x-1 gap-y-2 rounded-control border bg-page p-2 ${dragged ? 'opacity-50' : ''} ${waitsFor ? 'border-danger' : 'border-line'}`}
    >
      <DragHandle label={t('form.drag', { name })} name={name} onDrag={onDrag} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        {condition && <span className="block text-[0.75rem]/4 text-ink-3">{condition}</span>}
      </span>
      {basic ? (
        <span className="flex items-center gap-1.5 pr-1 text-[0.75rem] text-ink-3" title={t('form.always')}>
          <Lock className="size-3.5" aria-hidden />
          {t('form.required')}
        </span>
      ) : (
        <>
          <label className="flex items-center gap-1.5 pr-1 text-[0.75rem] max-md:min-h-11">
            <input
              type="checkbox"
              aria-label={t('form.requiredOf', { name })}
              checked={line.required === true}
              onChange={(event) => onChange({ required: event.target.checked })}
              className="size-4 accent-accent max-md:size-6"
            />
            {t('form.required')}
          </label>
          <IconButton
            icon={ListFilter}
            small
            label={t('form.conditionOf', { name })}
            on={open || when ? true : undefined}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          />
        </>
      )}
      <IconButton
        icon={ArrowUp}
        small
        label={t('form.up', { name })}
        disabled={number === 1}
        onClick={() => onMove(number - 2)}
      />
      <IconButton
        icon={ArrowDown}
        small
        label={t('form.down', { name })}
        disabled={number === count}
        onClick={() => onMove(number)}
      />
      {!basic && <IconButton icon={Trash2} small label={t('form.remove', { name })} onClick={onRemove} />}
      {open && !basic && (
        <WhenField
          name={name}
          when={when}
          above={above}
          below={waitsFor ?? ''}
          onChange={(next) => onChange({ when: next })}
        />
      )}
      {waitsFor && (
        <div className="w-full">
          <FieldError>{t('form.above', { name: waitsFor })}</FieldError>
        </div>
      )}
    </li>
  );
}

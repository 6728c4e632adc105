import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../keyboard/actions.ts';
import { refusedWord } from './refused.ts';

interface EditableProps {
  label: string;
  /** One of several of its kind: only readers hear the label again. */
  again?: boolean;
  value: string;
  editable: boolean;
  long?: boolean;
  maxLength: number;
  /** What is wrong with it, before anybody is asked. */
  wrong?: (value: string) => string | null;
  onSave: (value: string) => Promise<unknown>;
}

/** A value that is changed where it stands: Enter or leaving saves it, Escape puts it back. */
export function Editable({
  label,
  again = false,
  value,
  editable,
  long = false,
  maxLength,
  wrong,
  onSave,
}: EditableProps) {
  const { t } = useTranslation('contacts');
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  async function save(): Promise<void> {
    if (text === null) return;
    const next = text.trim();
    if (next === value) return setText(null);
    const problem = wrong?.(next) ?? null;
    setTrouble(problem);
    if (problem) return;
    try {
      await onSave(next);
      setText(null);
    } catch (error) {
      setTrouble(refusedWord(t, error));
    }
  }

  const field = {
    id,
    value: text ?? value,
    maxLength,
    readOnly: !editable,
    placeholder: editable ? t('field.empty') : '–',
    'aria-invalid': trouble ? true : undefined,
    'aria-describedby': trouble ? `${id}-trouble` : undefined,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onBlur: () => void save(),
    onKeyDown(event: KeyboardEvent) {
      if (isComposing(event.nativeEvent)) return;
      if (event.key === 'Enter' && !long) void save();
      if (event.key === 'Escape' && text !== null) {
        event.stopPropagation();
        setText(null);
        setTrouble(null);
      }
    },
    className:
      'w-full rounded-control border border-transparent bg-transparent px-1.5 py-[3px] text-ink outline-none placeholder:text-ink-3 hover:not-read-only:bg-hover focus-visible:border-focus focus-visible:bg-page focus-visible:ring-2 focus-visible:ring-focus/30 aria-invalid:border-danger max-md:min-h-11 max-md:text-large',
  };
  return (
    <div className="flex items-start gap-2 max-md:min-h-11">
      <label htmlFor={id} className="w-[86px] shrink-0 py-[4px] text-[0.75rem]/5 text-ink-2 max-md:text-meta">
        <span className={again ? 'sr-only' : ''}>{label}</span>
      </label>
      <div className="-mx-1.5 min-w-0 flex-1">
        {long ? <textarea rows={3} {...field} /> : <input {...field} />}
        {trouble && (
          <p id={`${id}-trouble`} role="alert" className="px-1.5 pb-1 text-[0.75rem]/4 text-danger">
            {trouble}
          </p>
        )}
      </div>
    </div>
  );
}

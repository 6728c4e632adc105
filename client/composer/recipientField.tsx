import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mailbox } from '../../shared/entities.ts';
import { FieldError } from '../ui/field.tsx';
import { mailboxesOf, withBoxes } from './recipients.ts';

interface RecipientFieldProps {
  label: string;
  boxes: readonly Mailbox[];
  onChange: (boxes: Mailbox[]) => void;
  children?: React.ReactNode;
}

/** Addresses as chips; typing or pasting adds, Backspace in the empty field takes the last away. */
export function RecipientField({ label, boxes, onChange, children }: RecipientFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [bad, setBad] = useState(false);

  const add = () => {
    const more = mailboxesOf(text);
    if (more === null) return setBad(true);
    setBad(false);
    setText('');
    if (more.length > 0) onChange(withBoxes(boxes, more));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if ((event.key === 'Enter' || event.key === ',' || event.key === ';') && text.trim()) {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && text === '' && boxes.length > 0) onChange(boxes.slice(0, -1));
  };

  return (
    <div className="flex min-h-7 items-start gap-2 px-4 max-md:min-h-11 max-md:items-center max-md:border-b max-md:border-line">
      <label htmlFor={id} className="w-9 shrink-0 leading-7 text-ink-3">
        {label}
      </label>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-1 py-0.5">
          {boxes.map((box) => (
            <span
              key={box.address}
              title={box.address}
              className="inline-flex h-5 max-w-full items-center gap-0.5 rounded-chip border border-line-strong pl-1.5 text-[0.75rem] font-medium max-md:h-7 max-md:text-body"
            >
              <span className="truncate">{box.name || box.address}</span>
              <button
                type="button"
                aria-label={t('composer.removeRecipient', { name: box.name || box.address })}
                onClick={() => onChange(boxes.filter((other) => other !== box))}
                className="flex size-5 items-center justify-center rounded-chip text-ink-3 hover:bg-hover hover:text-ink max-md:size-7"
              >
                <X className="size-3" aria-hidden />
              </button>
            </span>
          ))}
          <input
            id={id}
            type="text"
            inputMode="email"
            autoComplete="off"
            value={text}
            aria-invalid={bad || undefined}
            placeholder={boxes.length === 0 ? t('composer.addRecipient') : ''}
            onChange={(event) => {
              setBad(false);
              setText(event.target.value);
            }}
            onKeyDown={press}
            onBlur={add}
            className="h-6 min-w-24 flex-1 bg-transparent outline-none placeholder:text-ink-3 max-md:h-9 max-md:text-large"
          />
        </div>
        {bad && <FieldError>{t('composer.badAddress')}</FieldError>}
      </div>
      {children}
    </div>
  );
}

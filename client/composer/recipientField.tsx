import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mailbox } from '../../shared/entities.ts';
import { isComposing } from '../keyboard/actions.ts';
import { RecipientChip } from './recipientChip.tsx';
import { isAddress, mailboxesOf, withBoxes } from './recipients.ts';

interface RecipientFieldProps {
  label: string;
  boxes: readonly Mailbox[];
  onChange: (boxes: Mailbox[]) => void;
}

const typed = ({ name, address }: Mailbox) => (name ? `${name} <${address}>` : address);

/** Addresses as chips; typing or pasting adds, many at once; Backspace in the empty field takes the last away. */
export function RecipientField({ label, boxes, onChange }: RecipientFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const bad = boxes.some(({ address }) => !isAddress(address));

  const add = (words: string) => {
    setText('');
    const more = mailboxesOf(words);
    if (more.length > 0) onChange(withBoxes(boxes, more));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && text.trim()) {
      event.preventDefault();
      add(text);
    } else if ((event.key === ',' || event.key === ';') && /^[^"]*$/.test(text) && text.trim()) {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '' && boxes.length > 0) onChange(boxes.slice(0, -1));
  };
  /** One address may be pasted into what is typed; several are taken at once. */
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const words = event.clipboardData.getData('text/plain');
    if (mailboxesOf(words).length < 2) return;
    event.preventDefault();
    add(`${text}${words}`);
  };
  const edit = (box: Mailbox) => {
    const rest = boxes.filter((other) => other !== box);
    onChange(withBoxes(rest, mailboxesOf(text)));
    setText(typed(box));
    input.current?.focus();
  };

  return (
    <div className="flex min-h-7 items-start gap-2 px-4 max-md:min-h-11 max-md:items-center max-md:border-b max-md:border-line">
      <label htmlFor={id} className="w-9 shrink-0 leading-7 text-ink-3">
        {label}
      </label>
      <div className="flex max-h-24 min-w-0 flex-1 flex-wrap items-center gap-1 overflow-y-auto py-0.5">
        {boxes.map((box) => (
          <RecipientChip
            key={box.address}
            box={box}
            onRemove={() => onChange(boxes.filter((other) => other !== box))}
            onEdit={() => edit(box)}
          />
        ))}
        <input
          ref={input}
          id={id}
          type="text"
          inputMode="email"
          autoComplete="off"
          value={text}
          aria-invalid={bad || undefined}
          placeholder={boxes.length === 0 ? t('composer.addRecipient') : ''}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          onPaste={paste}
          onBlur={() => add(text)}
          className="h-6 min-w-24 flex-1 bg-transparent outline-none placeholder:text-ink-3 max-md:h-9 max-md:text-large"
        />
      </div>
    </div>
  );
}

import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHasLeft } from '../connection/left.ts';
import { isComposing } from '../keyboard/actions.ts';
import { fieldLook } from '../ui/field.tsx';
import { KeyCap } from '../ui/keyCap.tsx';

export interface Option {
  id: string;
  name: string;
  note: string;
  icon: ReactNode;
}

interface PickerProps {
  label: string;
  /** Its label as it stands above the field; otherwise only readers hear it. */
  labelled?: ReactNode;
  placeholder: string;
  find: (text: string) => Promise<Option[]>;
  onChoose: (id: string) => void;
  /** Offers to make what was typed; when that fails, `trouble` says so and the words are there again. */
  create?: { icon: ReactNode; label: (text: string) => string; make: (text: string) => Promise<unknown> };
  /** What it is doing. */
  note?: string | null;
  trouble?: string | null;
  focusFirst?: boolean;
  onLeave?: () => void;
}

/** So that every key does not ask the server. */
const pauseMs = 150;

/** A field that searches as one types, and offers to make what is not there yet. */
export function Picker(props: PickerProps) {
  const { label, labelled, placeholder, find, onChoose, create, note, trouble, focusFirst = false, onLeave } = props;
  const { t } = useTranslation('contacts');
  const id = useId();
  const hasLeft = useHasLeft();
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ text: string; options: Option[] } | null>(null);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const asked = useRef(find);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    asked.current = find;
  });
  useEffect(() => {
    if (focusFirst) field.current?.focus();
  }, [focusFirst]);
  useEffect(() => {
    if (!open) return;
    let wanted = true;
    const timer = setTimeout(() => {
      asked.current(text.trim()).then(
        (options) => wanted && setFound({ text: text.trim(), options }),
        () => wanted && setFound({ text: text.trim(), options: [] }),
      );
    }, pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, open]);

  const typed = text.trim();
  const options = (found?.options ?? []).filter((option) => !hasLeft(option.id));
  const rows = options.length + (create && typed ? 1 : 0);
  const leave = () => {
    setText('');
    setFound(null);
    setOpen(false);
    setAt(0);
  };
  const choose = (index: number) => {
    const option = options[index];
    if (option) onChoose(option.id);
    else if (create && typed) create.make(typed).catch(() => setText((now) => now || typed));
    else return;
    leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape' && (open || onLeave)) {
      event.stopPropagation();
      leave();
      onLeave?.();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      if (rows > 0) setAt((now) => (now + (event.key === 'ArrowDown' ? 1 : rows - 1)) % rows);
    }
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      // The list must be that of these letters, or Enter takes somebody else.
      if (open && found?.text === typed) choose(at);
    }
  };

  const row = (index: number, content: ReactNode, key: string) => (
    <div
      key={key}
      id={`${id}-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={index === at}
      onPointerMove={() => setAt(index)}
      onPointerDown={(event) => {
        event.preventDefault();
        choose(index);
      }}
      className={`flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2 py-1 aria-selected:bg-active max-md:min-h-11 ${
        key === 'create' && index > 0
          ? 'relative mt-[9px] before:absolute before:-inset-x-1 before:-top-[5px] before:h-px before:bg-line'
          : ''
      }`}
    >
      {content}
    </div>
  );
  return (
    <div className="relative">
      <label htmlFor={id} className={labelled ? 'mb-1.5 block text-[0.75rem]/4 font-medium text-ink' : 'sr-only'}>
        {labelled === true ? label : (labelled ?? label)}
      </label>
      <div className="relative">
        <Search className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3" aria-hidden />
        <input
          ref={field}
          id={id}
          role="combobox"
          aria-expanded={open && rows > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && rows > 0 ? `${id}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          placeholder={placeholder}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            leave();
            onLeave?.();
          }}
          onKeyDown={onKeyDown}
          className={`${fieldLook} pl-8`}
        />
      </div>
      <p role="status" className="sr-only">
        {open && found && (options.length > 0 ? t('results', { count: options.length }) : t('noResults'))}
      </p>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        hidden={!open || rows === 0}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-card border border-line-strong bg-raised p-1 shadow-pop"
      >
        {options.map((option, index) =>
          row(
            index,
            <>
              {option.icon}
              <span className="min-w-0 flex-1">
                <span className="block truncate">
                  <Marked text={option.name} typed={typed} />
                </span>
                {option.note && <span className="block truncate text-[0.75rem]/4 text-ink-3">{option.note}</span>}
              </span>
              {index === at && (
                <span aria-hidden className="max-md:hidden">
                  <KeyCap>Enter</KeyCap>
                </span>
              )}
            </>,
            option.id,
          ),
        )}
        {create &&
          typed &&
          row(
            options.length,
            <>
              {create.icon}
              <span className="min-w-0 flex-1 truncate">{create.label(typed)}</span>
            </>,
            'create',
          )}
      </div>
      {note && (
        <p role="status" className="mt-1 text-[0.75rem]/4 text-ink-3">
          {note}
        </p>
      )}
      {trouble && (
        <p role="alert" className="mt-1 text-[0.75rem]/4 text-danger">
          {trouble}
        </p>
      )}
    </div>
  );
}

/** Shows which letters were meant. */
function Marked({ text, typed }: { text: string; typed: string }) {
  const from = typed ? text.toLowerCase().indexOf(typed.toLowerCase()) : -1;
  if (from < 0) return text;
  return (
    <>
      {text.slice(0, from)}
      <b className="font-semibold">{text.slice(from, from + typed.length)}</b>
      {text.slice(from + typed.length)}
    </>
  );
}

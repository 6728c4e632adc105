import { X } from 'lucide-react';
import { type InputHTMLAttributes, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../keyboard/actions.ts';

interface TagsFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  tags: readonly string[];
  onChange: (tags: string[] | null) => void;
}

const tagsAtMost = 50;

/** Words one after the other: Enter, a comma or leaving the field ends one; Backspace takes the last. */
export function TagsField({ tags, onChange, ...field }: TagsFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const put = (next: readonly string[]) => onChange(next.length > 0 ? [...next] : null);
  const add = () => {
    const tag = text.trim();
    setText('');
    if (tag && !tags.includes(tag) && tags.length < tagsAtMost) put([...tags, tag]);
  };
  return (
    <div className="flex min-h-(--control) flex-wrap items-center gap-1 rounded-control border border-line-input bg-page px-1.5 py-1 focus-within:border-focus focus-within:ring-2 focus-within:ring-focus/30 has-aria-invalid:border-danger">
      {tags.map((tag) => (
        <span
          key={tag}
          className="inline-flex h-5 max-w-full items-center gap-1 rounded-chip bg-closed-tint pl-1.5 text-[0.75rem] font-medium text-ink-2 max-md:h-8"
        >
          <span className="truncate">{tag}</span>
          <button
            type="button"
            aria-label={t('property.removeTag', { tag })}
            onClick={() => put(tags.filter((other) => other !== tag))}
            className="flex h-full w-5 items-center justify-center rounded-chip text-ink-3 hover:text-ink max-md:w-8"
          >
            <X className="size-3" aria-hidden />
          </button>
        </span>
      ))}
      <input
        {...field}
        maxLength={50}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          if ((event.key === 'Enter' && text.trim() && !event.ctrlKey && !event.metaKey) || event.key === ',') {
            event.preventDefault();
            add();
          }
          if (event.key === 'Backspace' && text === '' && tags.length > 0) put(tags.slice(0, -1));
        }}
        className="h-5 min-w-20 flex-1 bg-transparent px-1 outline-none max-md:h-9 max-md:text-large"
      />
    </div>
  );
}

import { ChevronDown } from 'lucide-react';
import { type SelectHTMLAttributes, useId } from 'react';
import { fieldLook } from '../ui/field.tsx';

interface ChoiceProps<T extends string> extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  label: string;
  hint?: string;
  value: T;
  options: readonly { value: T; name: string }[];
  onChoose: (value: T) => void;
}

/** One of a few: the browser's own list, which every keyboard and phone knows. */
export function Choice<T extends string>({
  label,
  hint,
  value,
  options,
  onChoose,
  className = '',
  ...rest
}: ChoiceProps<T>) {
  const id = useId();
  const choose = (wanted: string) => {
    const option = options.find((one) => one.value === wanted);
    if (option) onChoose(option.value);
  };
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="mb-1.5 block text-[0.75rem]/4 font-medium text-ink">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className={`${fieldLook} appearance-none truncate pr-8 disabled:opacity-50`}
          value={value}
          onChange={(event) => choose(event.target.value)}
          {...rest}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
        <ChevronDown
          className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-ink-3"
          aria-hidden
        />
      </div>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-[0.75rem]/4 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

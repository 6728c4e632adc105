import { ChevronDown } from 'lucide-react';
import type { Choosable } from './words.ts';

export const controlLook =
  'h-7 rounded-control border border-line-strong bg-page px-2 text-ink outline-none focus-visible:border-focus focus-visible:ring-2 focus-visible:ring-focus/30 aria-invalid:border-danger max-md:h-11 max-md:text-large';

interface ChoiceSelectProps {
  label: string;
  value: string;
  options: readonly Choosable[];
  className?: string;
  invalid?: boolean;
  onChoose: (id: string) => void;
}

/** One of a list: the browser's own, which every keyboard knows. */
export function ChoiceSelect({ label, value, options, className = '', invalid = false, onChoose }: ChoiceSelectProps) {
  return (
    <span className={`relative inline-flex ${className}`}>
      <select
        aria-label={label}
        aria-invalid={invalid || undefined}
        value={value}
        onChange={(event) => onChoose(event.target.value)}
        className={`${controlLook} w-full appearance-none truncate pr-7`}
      >
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute inset-y-0 right-2 my-auto size-3.5 text-ink-3" aria-hidden />
    </span>
  );
}

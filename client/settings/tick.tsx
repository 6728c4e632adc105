import { type InputHTMLAttributes, useId } from 'react';

interface TickProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'type'> {
  label: string;
  hint?: string;
  onTick: (on: boolean) => void;
}

/** A box to tick, with its words. */
export function Tick({ label, hint, onTick, ...rest }: TickProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5 max-md:min-h-11 max-md:py-2.5">
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        onChange={(event) => onTick(event.target.checked)}
        {...rest}
      />
      <span className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span id={`${id}-hint`} className="block text-[0.75rem]/4 text-ink-3">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}

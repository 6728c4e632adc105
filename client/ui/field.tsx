import { CircleAlert } from 'lucide-react';
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';

export const fieldLook =
  'h-(--control) w-full rounded-control border border-line-input bg-page px-2.5 text-ink placeholder:text-ink-3 outline-none focus-visible:border-focus focus-visible:ring-2 focus-visible:ring-focus/30 max-md:text-large aria-invalid:border-danger';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  required?: boolean;
  error?: string | null;
  /** What to write, below the field until there is an error. */
  hint?: string;
  /** Sits inside the field at its right. */
  inside?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function Field({ label, required, error, hint, inside, className = '', ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-[0.75rem]/4 font-medium text-ink">
        {label}
        {required && (
          <span className="text-danger" aria-hidden>
            {' *'}
          </span>
        )}
      </label>
      <div className="relative">
        <input
          id={id}
          className={`${fieldLook} ${inside ? 'pr-10' : ''}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : hint ? `${id}-hint` : undefined}
          aria-required={required}
          {...rest}
        />
        {inside && <div className="absolute inset-y-0 right-1 flex items-center">{inside}</div>}
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && !error && (
        <p id={`${id}-hint`} className="mt-1 text-[0.75rem]/4 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="mt-1 flex items-start gap-1 text-[0.75rem]/4 text-danger">
      <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
      {children}
    </p>
  );
}

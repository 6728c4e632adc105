import { type TextareaHTMLAttributes, useId } from 'react';
import { fieldLook } from '../ui/field.tsx';

interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange'> {
  label: string;
  hint?: string;
  onType: (text: string) => void;
}

/** Several lines of plain text. */
export function TextArea({ label, hint, onType, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.75rem]/4 font-medium text-ink">
        {label}
      </label>
      <textarea
        id={id}
        rows={4}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onType(event.target.value)}
        className={`${fieldLook} h-auto! py-2`}
        {...rest}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-[0.75rem]/4 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

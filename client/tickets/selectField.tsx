import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { fieldLook } from '../ui/field.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';

interface SelectFieldProps {
  label: string;
  /** The word for it, when the field is: it is heard, the star is only seen. */
  required?: string;
  value: string;
  icon?: ReactNode;
  options: { id: string; name: string; chosen: boolean; icon?: ReactNode }[];
  onChoose: (id: string) => void;
}

/** A choice: a field that opens a menu. */
export function SelectField({ label, required, value, icon, options, onChoose }: SelectFieldProps) {
  const described = useId();
  return (
    <div className="min-w-0">
      <p className="mb-1.5 text-[0.75rem]/4 font-medium">
        {label}
        {required && (
          <>
            <span className="text-danger" aria-hidden>
              {' *'}
            </span>
            <span id={described} className="sr-only">
              {required}
            </span>
          </>
        )}
      </p>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`${label}: ${value}`}
            aria-describedby={required && described}
            className={`${fieldLook} flex items-center gap-2 text-left`}
          >
            {icon}
            <span className="min-w-0 flex-1 truncate">{value}</span>
            <ChevronDown className="size-4 shrink-0 text-ink-3" aria-hidden />
          </button>
        }
      >
        {options.map((option) => (
          <MenuItem key={option.id} icon={option.icon} checked={option.chosen} onSelect={() => onChoose(option.id)}>
            {option.name}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}

import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { fieldLook } from '../ui/field.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';

interface SelectFieldProps {
  label: string;
  required?: boolean;
  value: string;
  icon?: ReactNode;
  options: { id: string; name: string; chosen: boolean; icon?: ReactNode }[];
  onChoose: (id: string) => void;
}

/** A choice: a field that opens a menu. */
export function SelectField({ label, required = false, value, icon, options, onChoose }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <p id={id} className="mb-1.5 text-[0.75rem]/4 font-medium">
        {label}
        {required && (
          <span className="text-danger" aria-hidden>
            {' *'}
          </span>
        )}
      </p>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`${label}: ${value}`}
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

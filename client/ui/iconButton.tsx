import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { Tip } from './tip.tsx';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  label: string;
  keys?: readonly string[];
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** Shown as pressed in. */
  on?: boolean;
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  icon: Icon,
  label,
  keys,
  side,
  on,
  small = false,
  className = '',
  ...rest
}: IconButtonProps) {
  const size = small ? 'size-6 max-md:size-11' : 'size-(--control-small)';
  const tone = on ? 'bg-active text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink';
  return (
    <Tip text={label} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={on}
        className={`inline-flex shrink-0 items-center justify-center rounded-control transition-colors duration-[80ms] disabled:opacity-40 ${size} ${tone} ${className}`}
        {...rest}
      >
        <Icon className="size-4 max-md:size-5" aria-hidden />
      </button>
    </Tip>
  );
}

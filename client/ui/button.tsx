import type { ButtonHTMLAttributes, Ref } from 'react';

const looks = {
  primary: 'bg-accent font-medium text-white hover:bg-accent-hover disabled:opacity-50',
  default: 'border border-line-strong bg-page font-medium text-ink hover:bg-hover disabled:opacity-50',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink disabled:opacity-50',
} as const;

const sizes = {
  small: 'h-(--control-small) px-2.5',
  normal: 'h-(--control) px-3.5',
  large: 'h-9 px-4 max-md:h-11',
} as const;

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'default', size = 'normal', className = '', type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={`inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-control transition-colors duration-[80ms] ${looks[look]} ${sizes[size]} ${className}`}
      {...rest}
    />
  );
}

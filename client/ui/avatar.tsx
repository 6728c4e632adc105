import { initialsOf } from '../i18n/format.ts';

const fills = ['bg-(--person-0)', 'bg-(--person-1)', 'bg-(--person-2)', 'bg-(--person-3)', 'bg-(--person-4)'] as const;

const sizes = {
  16: 'size-4 text-[9px]',
  18: 'size-[18px] text-[10px]',
  24: 'size-6 text-meta',
  28: 'size-7 text-meta',
  32: 'size-8 text-body',
} as const;
type Size = keyof typeof sizes;

const round = 'inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold leading-none';

/** A colleague: one letter in his colour. The name stands beside it or in `label`. */
export function MemberAvatar({
  name,
  color,
  size,
  label,
}: {
  name: string;
  color: number;
  size: Size;
  label?: string;
}) {
  const a11y = label ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true };
  return (
    <span className={`${round} text-white ${fills[color % fills.length]} ${sizes[size]}`} {...a11y}>
      {[...initialsOf(name)][0]}
    </span>
  );
}

/** A customer: initials on grey. */
export function ContactAvatar({ name, size }: { name: string; size: Size }) {
  return (
    <span className={`${round} bg-active text-[0.85em] text-ink-2 ${sizes[size]}`} aria-hidden>
      {initialsOf(name)}
    </span>
  );
}

/** Nobody owns it. */
export function NobodyAvatar({ size, label }: { size: Size; label?: string }) {
  const a11y = label ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true };
  return <span className={`${round} border border-dashed border-line-input ${sizes[size]}`} {...a11y} />;
}

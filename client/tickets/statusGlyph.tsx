import type { StatusView } from '../../shared/entities.ts';

const shapes = {
  new: <circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.7" strokeDasharray="2.1 1.42" />,
  open: (
    <>
      <circle cx="7" cy="7" r="5.7" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="7" cy="7" r="2.5" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      <circle cx="7" cy="7" r="5.7" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M7 3.2a3.8 3.8 0 0 1 0 7.6z" fill="currentColor" />
    </>
  ),
  closed: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path
        d="m4.2 7.1 2 2 3.6-3.9"
        fill="none"
        stroke="var(--bg)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
} as const;

const colours = { new: 'text-open', open: 'text-open', waiting: 'text-wait', closed: 'text-closed' } as const;

/** Tells a status by its shape, not by colour alone. Its name stands beside it, or comes as `label`. */
export function StatusGlyph({
  status,
  label,
}: {
  status: Pick<StatusView, 'state' | 'preset'> | undefined;
  label?: string;
}) {
  const shape = status?.preset === 'new' ? 'new' : (status?.state ?? 'open');
  const look = `size-3.5 shrink-0 ${colours[shape]}`;
  return label ? (
    <svg viewBox="0 0 14 14" className={look} role="img" aria-label={label}>
      <title>{label}</title>
      {shapes[shape]}
    </svg>
  ) : (
    <svg viewBox="0 0 14 14" className={look} aria-hidden="true">
      {shapes[shape]}
    </svg>
  );
}

import type { ReactNode } from 'react';

const tones = {
  tag: 'bg-closed-tint text-ink-2',
  accent: 'bg-sel text-accent-ink',
  wait: 'bg-wait-tint text-wait',
  danger: 'bg-danger-tint text-danger',
} as const;

export function Chip({ tone = 'tag', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 max-w-full items-center gap-1 rounded-chip px-1.5 text-[0.75rem]/4 font-medium ${tones[tone]}`}
    >
      {children}
    </span>
  );
}

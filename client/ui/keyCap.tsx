import type { ReactNode } from 'react';

export function KeyCap({ children, onAccent = false }: { children: ReactNode; onAccent?: boolean }) {
  const tone = onAccent ? 'border-white/40 text-white' : 'border-line-strong bg-page text-ink-3';
  return (
    <kbd
      className={`inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-chip border px-1 font-sans text-[11px] leading-none ${tone}`}
    >
      {children}
    </kbd>
  );
}

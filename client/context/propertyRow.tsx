import type { ReactNode } from 'react';

export function PropertyRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-[25px] items-start gap-2 max-md:min-h-11 max-md:items-center">
      <dt className="w-[86px] shrink-0 py-[3px] text-[0.75rem]/5 text-ink-2 max-md:text-meta">{label}</dt>
      <dd className="min-w-0 flex-1 py-[3px]">{children}</dd>
    </div>
  );
}

/** A value that opens a menu; it looks like text until the pointer or the focus comes. */
export const valueButton =
  '-mx-1.5 -my-[3px] flex min-h-[26px] max-w-[calc(100%+12px)] items-center gap-1.5 rounded-control px-1.5 text-left focus-visible:outline-offset-0 enabled:hover:bg-hover max-md:min-h-11';

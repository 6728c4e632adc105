import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

/** What came of it, in the place of the form. Takes the focus, so that it is read out. */
export function Outcome({
  icon: Icon,
  title,
  body,
  children,
}: {
  icon: LucideIcon;
  title: string;
  body: string;
  children?: ReactNode;
}) {
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => words.current?.focus(), []);
  return (
    <div ref={words} tabIndex={-1} className="flex flex-col items-center text-center outline-none">
      <Icon className="size-6 text-ink-3" strokeWidth={1.5} aria-hidden />
      <h2 className="mt-3 font-semibold">{title}</h2>
      <p className="mt-1 text-balance break-words text-ink-2">{body}</p>
      {children && <div className="mt-4 flex w-full flex-col gap-2">{children}</div>}
    </div>
  );
}

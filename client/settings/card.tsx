import { type ReactNode, useId } from 'react';

/** A box with a head. */
export function Card({
  title,
  note,
  action,
  children,
}: {
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="overflow-hidden rounded-card border border-line bg-page">
      <header className="flex min-h-10 items-center gap-3 border-b border-line bg-panel px-4 py-1.5">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {note && <span className="text-meta text-ink-3">{note}</span>}
        <span className="flex-1" />
        {action}
      </header>
      {children}
    </section>
  );
}

/** A line of a box that lists things. */
export function Row({ children }: { children: ReactNode }) {
  return (
    <li className="flex min-h-12 flex-wrap items-center justify-end gap-x-3 gap-y-2 border-line px-4 py-2 not-first:border-t">
      {children}
    </li>
  );
}

/** The lines of a list that is on its way. */
export function RowsShape() {
  return (
    <div className="flex flex-col gap-4 p-4" aria-hidden>
      <span className="h-3 w-2/5 animate-pulse-soft rounded-chip bg-active" />
      <span className="h-3 w-3/5 animate-pulse-soft rounded-chip bg-active" />
    </div>
  );
}

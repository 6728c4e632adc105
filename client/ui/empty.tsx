import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** An empty place teaches: icon, one bold line, one sentence, at most one button. */
export function Empty({
  icon: Icon,
  title,
  body,
  action,
}: {
  icon: LucideIcon;
  title: string;
  body?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <Icon className="size-6 text-ink-3" strokeWidth={1.5} aria-hidden />
      <p className="mt-3 font-semibold text-ink">{title}</p>
      {body && <p className="mt-1 max-w-72 text-balance text-ink-2">{body}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { isBoolean, useRemembered } from '../ui/remembered.ts';

interface SectionProps {
  id: string;
  title: string;
  count?: number;
  /** Open until the reader closes it. */
  opened?: boolean;
  /** At the right of its title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the side panel that folds, and stays as the reader left it. */
export function Section({ id, title, count, opened = true, action, children }: SectionProps) {
  const [open, setOpen] = useRemembered(`baton.section.${id}`, opened, isBoolean);
  const body = useId();
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section className="border-b border-line">
      <h3 className="relative">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={body}
          onClick={() => setOpen(!open)}
          className="flex h-9 w-full items-center gap-2 px-4 text-left hover:bg-hover focus-visible:outline-offset-[-2px] max-md:h-11"
        >
          <Chevron className="size-4 text-ink-3" aria-hidden />
          <span className="font-semibold">{title}</span>
          {count !== undefined && <span className="text-ink-3">{count}</span>}
        </button>
        {action && <span className="absolute inset-y-0 right-2 flex items-center">{action}</span>}
      </h3>
      <div id={body} hidden={!open} className="px-4 pb-3">
        {open && children}
      </div>
    </section>
  );
}

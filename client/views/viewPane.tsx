import type { ReactNode } from 'react';
import { Bell } from '../notices/bell.tsx';
import { OwnMenu } from '../session/ownMenu.tsx';
import { useNarrow, usePhone } from '../ui/media.ts';
import { ViewChips } from './viewChips.tsx';
import { ViewMenu } from './viewMenu.tsx';

interface ViewPaneProps {
  /** What a screen reader calls it. */
  label: string;
  title: string;
  count: number;
  tone?: 'plain' | 'mention';
  /** In pixels; undefined takes what there is. */
  width: number | undefined;
  /** Beside the title, where the list is all that fits. */
  action?: ReactNode;
  children: ReactNode;
}

/** A view beside the conversation: its name and count, or the way to other views where they have no pane of their own. */
export function ViewPane({ label, title, count, tone = 'plain', width, action, children }: ViewPaneProps) {
  const phone = usePhone();
  const narrow = useNarrow();
  /** On a phone it is all there is. */
  const Pane = phone ? 'main' : 'section';
  return (
    <Pane
      aria-label={label}
      style={width === undefined ? undefined : { width }}
      className={`flex h-full flex-col bg-panel ${width === undefined ? 'min-w-0 flex-1' : 'shrink-0'}`}
    >
      <header className="flex h-12 shrink-0 items-center gap-2 px-4 max-md:h-16">
        {narrow ? (
          <div className="flex min-w-0 flex-1">
            <h1 className="sr-only">{title}</h1>
            <ViewMenu />
          </div>
        ) : (
          <h2 className="flex min-w-0 flex-1 items-baseline gap-2">
            <span className="truncate text-list font-semibold">{title}</span>
            <span className={`tabular-nums ${tone === 'mention' ? 'text-mention' : 'text-ink-3'}`}>{count}</span>
          </h2>
        )}
        {narrow && action}
        {phone && (
          <Bell className="flex size-11 items-center justify-center rounded-control text-ink-2" side="bottom" />
        )}
        {phone && <OwnMenu side="bottom" />}
      </header>
      {phone && <ViewChips />}
      {children}
    </Pane>
  );
}

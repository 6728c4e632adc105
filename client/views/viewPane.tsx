import { type ReactNode, Suspense } from 'react';
import { Bell } from '../notices/bell.tsx';
import { OwnMenu } from '../session/ownMenu.tsx';
import { lazily } from '../ui/lazily.ts';
import { useNarrow, usePhone } from '../ui/media.ts';

const ViewChips = lazily(() => import('./viewChips.tsx'));
const ViewMenu = lazily(() => import('./viewMenu.tsx'));

interface ViewPaneProps {
  /** What a screen reader calls it. */
  label: string;
  title: string;
  /** In words: it may be that many or more, or not be known yet. */
  count: string | number;
  tone?: 'plain' | 'mention';
  /** In pixels; undefined takes what there is. */
  width: number | undefined;
  /** Beside the title, where the list is all that fits. */
  action?: ReactNode;
  /** Beside the title, where there is room. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A view beside the conversation: its name and count, or the way to other views where they have no pane of their own. */
export function ViewPane({ label, title, count, tone = 'plain', width, action, beside, children }: ViewPaneProps) {
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
            <Suspense
              fallback={<span className="truncate text-list font-semibold max-md:text-[1.25rem]">{title}</span>}
            >
              <ViewMenu title={title} count={count} />
            </Suspense>
          </div>
        ) : (
          <h2 className="flex min-w-0 flex-1 items-baseline gap-2">
            <span className="truncate text-list font-semibold">{title}</span>
            <span className={`tabular-nums ${tone === 'mention' ? 'text-mention' : 'text-ink-3'}`}>{count}</span>
          </h2>
        )}
        {beside}
        {narrow && action}
        {phone && (
          <Bell className="flex size-11 items-center justify-center rounded-control text-ink-2" side="bottom" />
        )}
        {phone && <OwnMenu side="bottom" />}
      </header>
      {phone && (
        <Suspense fallback={<div className="h-14 shrink-0 border-b border-line" />}>
          <ViewChips />
        </Suspense>
      )}
      {children}
    </Pane>
  );
}

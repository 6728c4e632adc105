import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { KeyCap } from './keyCap.tsx';

export interface TipProps {
  /** What the control does; icon buttons carry the same words as their label. */
  text: ReactNode;
  keys?: readonly string[];
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactElement;
}

export function TipPopup({ text, keys = [], side = 'top', children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger delay={500} render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner side={side} sideOffset={6} className="z-50">
          <Tooltip.Popup className="flex max-w-72 items-center gap-1.5 rounded-control border border-line-strong bg-raised px-2 py-1 text-meta text-ink shadow-pop transition-opacity duration-[80ms] data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
            {keys.map((key) => (
              <KeyCap key={key}>{key}</KeyCap>
            ))}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

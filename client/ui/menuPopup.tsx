import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { useOwnCaps } from '../keyboard/caps.ts';
import { KeyCap } from './keyCap.tsx';

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  children: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
  className?: string;
  /** It was asked for before it was there. */
  startOpen?: boolean;
}

export function MenuPopup({
  trigger,
  children,
  side = 'bottom',
  align = 'start',
  className = '',
  startOpen,
}: MenuProps) {
  return (
    <Base.Root modal={false} defaultOpen={startOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} collisionPadding={8} className="z-40 outline-none">
          <Base.Popup
            className={`max-h-[min(420px,var(--available-height))] min-w-44 overflow-y-auto rounded-card border border-line-strong bg-raised p-1 text-ink shadow-pop outline-none transition-opacity duration-[120ms] data-ending-style:opacity-0 data-starting-style:opacity-0 ${className}`}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  icon?: ReactNode;
  children: ReactNode;
  /** At the right, quietly. */
  note?: ReactNode;
  keys?: readonly string[];
  /** One of several, and this is it or is not. */
  checked?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export function MenuPopupItem({ icon, children, note, keys, checked, disabled, onSelect }: MenuItemProps) {
  const caps = useOwnCaps(keys);
  return (
    <Base.Item
      onClick={onSelect}
      disabled={disabled}
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={checked}
      className="flex min-h-7 items-center gap-2 rounded-control px-2 py-0.5 text-body outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-active max-md:min-h-11"
    >
      {icon !== undefined && (
        <span className="flex size-4 shrink-0 items-center justify-center text-ink-2">{icon}</span>
      )}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {note !== undefined && <span className="pl-3 text-meta text-ink-3">{note}</span>}
      {caps.map((key) => (
        <KeyCap key={key}>{key}</KeyCap>
      ))}
      {checked && <Check className="size-4 shrink-0 text-ink-2" aria-hidden />}
    </Base.Item>
  );
}

export interface MenuGroupProps {
  label: string;
  children: ReactNode;
}

export function MenuPopupGroup({ label, children }: MenuGroupProps) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-meta text-ink-3">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export const MenuPopupLine = () => <Base.Separator className="my-1 h-px bg-line" />;

import { Tooltip } from '@base-ui/react/tooltip';
import { useStore } from '../connection/store.ts';
import { useOwnCaps } from '../keyboard/caps.ts';
import { KeyCap } from './keyCap.tsx';
import { hushSoon, stay, told } from './told.ts';

/** The words of the control that the pointer or the focus rests on. */
export function TipPopup() {
  const now = useStore(told, (value) => value);
  const caps = useOwnCaps(now?.keys);
  return (
    <Tooltip.Root open={now !== null} onOpenChange={(open) => !open && told.set(() => null)}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={now?.of ?? null} side={now?.side ?? 'top'} sideOffset={6} className="z-50">
          <Tooltip.Popup
            onPointerEnter={stay}
            onPointerLeave={hushSoon}
            className="flex max-w-72 items-center gap-1.5 rounded-control border border-line-strong bg-raised px-2 py-1 text-meta text-ink shadow-pop transition-opacity duration-[80ms] data-starting-style:opacity-0"
          >
            {now?.text}
            {caps.map((key) => (
              <KeyCap key={key}>{key}</KeyCap>
            ))}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

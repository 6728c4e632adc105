import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';

const narrowest = 280;
const widest = 480;
const step = 16;

const within = (width: number) => Math.min(widest, Math.max(narrowest, Math.round(width)));

/** The line between list and conversation: dragged, or moved by the arrow keys. */
export function ListEdge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const { t } = useTranslation();
  const drag = (down: PointerEvent<HTMLElement>) => {
    const handle = down.currentTarget;
    const start = down.clientX - width;
    handle.setPointerCapture(down.pointerId);
    const move = (event: globalThis.PointerEvent) => onWidth(within(event.clientX - start));
    const stop = () => handle.removeEventListener('pointermove', move);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', stop, { once: true });
    handle.addEventListener('pointercancel', stop, { once: true });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> cannot be focused and dragged
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('desk.resize')}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') onWidth(within(width - step));
        if (event.key === 'ArrowRight') onWidth(within(width + step));
      }}
      className="relative z-10 w-px shrink-0 cursor-col-resize bg-line after:absolute after:inset-y-0 after:-left-1 after:w-2 hover:bg-line-input focus-visible:bg-focus"
    />
  );
}

import type { PointerEvent } from 'react';

const step = 16;

interface EdgeProps {
  label: string;
  /** All in CSS pixels. */
  width: number;
  narrowest: number;
  widest: number;
  onWidth: (width: number) => void;
  className: string;
}

/** The right edge of something: dragged, or moved by the arrow keys. */
export function Edge({ label, width, narrowest, widest, onWidth, className }: EdgeProps) {
  const set = (next: number) => onWidth(Math.min(widest, Math.max(narrowest, Math.round(next))));
  const drag = (down: PointerEvent<HTMLElement>) => {
    down.preventDefault();
    const handle = down.currentTarget;
    const start = down.clientX - width;
    handle.setPointerCapture(down.pointerId);
    const move = (event: globalThis.PointerEvent) => set(event.clientX - start);
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
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={drag}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') set(width - step);
        if (event.key === 'ArrowRight') set(width + step);
      }}
      className={`cursor-col-resize bg-line after:absolute hover:bg-line-input focus-visible:bg-focus ${className}`}
    />
  );
}

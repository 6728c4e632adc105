import type { KeyboardEvent, PointerEvent } from 'react';

export interface Grip {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const step = 16;
const arrows: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

/**
 * Something that is dragged by the pointer or moved by the arrow keys.
 * @param begin called when a move begins; answers what to do with how far it has gone since, in pixels
 */
export function gripOf(begin: () => (x: number, y: number) => void): Grip {
  return {
    onPointerDown(down) {
      if (down.button !== 0 || (down.target instanceof Element && down.target.closest('button') !== null)) return;
      const handle = down.currentTarget;
      const move = begin();
      handle.setPointerCapture(down.pointerId);
      const onMove = (event: globalThis.PointerEvent) =>
        move(event.clientX - down.clientX, event.clientY - down.clientY);
      const stop = () => {
        handle.removeEventListener('pointermove', onMove);
        handle.removeEventListener('pointerup', stop);
        handle.removeEventListener('pointercancel', stop);
      };
      handle.addEventListener('pointermove', onMove);
      handle.addEventListener('pointerup', stop);
      handle.addEventListener('pointercancel', stop);
      down.preventDefault();
      handle.focus({ preventScroll: true });
    },
    onKeyDown(event) {
      const way = arrows[event.key];
      if (!way || event.target !== event.currentTarget) return;
      event.preventDefault();
      begin()(way[0], way[1]);
    },
  };
}

import type { KeyboardCoordinateGetter } from '@dnd-kit/core';

/** Below a column's name. */
const below = 48;

/** The arrow keys carry a card from column to column; those it may not go to are passed. */
export const toColumn: KeyboardCoordinateGetter = (event, { context }) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.code];
  if (!step) return undefined;
  event.preventDefault();
  const { droppableRects, droppableContainers, over, active } = context;
  const columns = droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const rect = droppableRects.get(id);
      return rect ? [{ id, rect }] : [];
    })
    .sort((a, b) => a.rect.left - b.rect.left);
  const here = over?.id ?? active?.data.current?.statusId;
  const next = columns[columns.findIndex(({ id }) => id === here) + step];
  return next && { x: next.rect.left, y: next.rect.top + below };
};

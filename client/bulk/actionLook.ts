/** An action in the bar for many tickets. */
export const actionLook =
  'flex h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-control px-2 hover:bg-hover disabled:opacity-40 data-popup-open:bg-active max-md:h-11 max-md:min-w-11';

/** Where there is little room, the icon says it alone. */
export const wordLook = '@max-[820px]:hidden';

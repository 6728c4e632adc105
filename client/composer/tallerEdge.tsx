import { useTranslation } from 'react-i18next';
import { isNumber, useRemembered } from '../ui/remembered.ts';
import { gripOf } from './useGrip.ts';

/** As tall as its text, within limits: what an editor is until somebody drags it. */
const own = 0;
const lowest = 92;
/** Something of the conversation stays in sight. */
const kept = 320;

const highest = () => Math.max(lowest, window.innerHeight - kept);
const within = (height: number) => Math.round(Math.min(highest(), Math.max(lowest, height)));

export interface TextHeight {
  height: number;
  set: (height: number) => void;
  /** For the element that holds the text. */
  style: { minHeight: string; maxHeight: string } | undefined;
}

/** How tall the text's field is; every ticket has it the same, and the next visit too. */
export function useTextHeight(): TextHeight {
  const [height, setHeight] = useRemembered<number>('baton.editorHeight', own, isNumber);
  const exactly = `min(${height}px, max(${lowest}px, calc(100dvh - ${kept}px)))`;
  const style = height > 0 ? { minHeight: exactly, maxHeight: exactly } : undefined;
  return { height, set: setHeight, style };
}

interface TallerEdgeProps {
  at: TextHeight;
  /** How tall the text's field is at this moment. */
  now: () => number;
}

/** The editor's upper edge: dragged, or moved by the arrow keys; Home or a double click lets it follow its text again. */
export function TallerEdge({ at, now }: TallerEdgeProps) {
  const { t } = useTranslation('composer');
  const grip = gripOf(() => {
    const before = now();
    return (_x, y) => at.set(within(before - y));
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> cannot be focused and dragged
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('taller')}
      aria-valuenow={at.height || lowest}
      aria-valuemin={lowest}
      aria-valuemax={highest()}
      tabIndex={0}
      onDoubleClick={() => at.set(own)}
      onPointerDown={grip.onPointerDown}
      onKeyDown={(event) => (event.key === 'Home' ? at.set(own) : grip.onKeyDown(event))}
      className="absolute inset-x-0 -top-1.5 z-10 h-3 cursor-row-resize touch-none rounded-full after:absolute after:top-1 after:left-1/2 after:h-1 after:w-9 after:-translate-x-1/2 after:rounded-full after:bg-transparent after:transition-colors hover:after:bg-line-input focus-visible:after:bg-focus"
    />
  );
}

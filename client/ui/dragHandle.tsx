import { GripVertical } from 'lucide-react';

interface DragHandleProps {
  label: string;
  /** What is dropped where somebody takes text. */
  name: string;
  onDrag: (dragging: boolean) => void;
}

/** Drags the list item that it stands in; a phone has arrows. */
export function DragHandle({ label, name, onDrag }: DragHandleProps) {
  return (
    <span
      draggable
      role="img"
      aria-label={label}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        const whole = event.currentTarget.closest('li');
        if (whole) event.dataTransfer.setDragImage(whole, 12, 12);
        onDrag(true);
      }}
      onDragEnd={() => onDrag(false)}
      className="flex size-6 shrink-0 cursor-grab items-center justify-center text-ink-3 max-md:hidden"
    >
      <GripVertical className="size-4" aria-hidden />
    </span>
  );
}

import type { Priority } from '../../shared/entities.ts';

const filled: Record<Priority, number> = { low: 1, normal: 2, high: 3 };
const bars = [
  { x: 1, y: 8, height: 4 },
  { x: 5.25, y: 5, height: 7 },
  { x: 9.5, y: 2, height: 10 },
] as const;

/** Three bars, count filled; only High has colour. */
export function PriorityBars({ priority }: { priority: Priority }) {
  return (
    <svg
      viewBox="0 0 14 14"
      className={`size-3.5 shrink-0 ${priority === 'high' ? 'text-wait' : 'text-ink-2'}`}
      aria-hidden="true"
    >
      {bars.map((bar, index) => (
        <rect
          key={bar.x}
          {...bar}
          width="3.25"
          rx="0.8"
          fill="currentColor"
          opacity={index < filled[priority] ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}

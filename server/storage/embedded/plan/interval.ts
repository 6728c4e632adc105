import { compareBytes, inverted, successor } from '../keys/bytes.ts';

/**
 * A half-open range `[start, end)` of one encoded field, in ascending order. Since no encoding is a prefix of another,
 * "everything that begins with these bytes" is one value. A point remembers its bytes to become part of a prefix.
 */
export interface Interval {
  start: Buffer;
  end: Buffer;
  point?: Buffer;
}

export const pointAt = (bytes: Buffer): Interval => ({ start: bytes, end: successor(bytes), point: bytes });

export const beginningWith = (prefix: Buffer): Interval => ({ start: prefix, end: successor(prefix) });

/** Both lists sorted and without overlap, as `union` makes them. */
export function intersect(a: Interval[], b: Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const x of a)
    for (const y of b) {
      const start = compareBytes(x.start, y.start) > 0 ? x.start : y.start;
      const end = compareBytes(x.end, y.end) < 0 ? x.end : y.end;
      const point = x.point ?? y.point;
      if (compareBytes(start, end) < 0) out.push(point ? pointAt(point) : { start, end });
    }
  return out;
}

/** Sorted, and what overlaps is joined, so that no key is visited twice. */
export function union(intervals: Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => compareBytes(a.start, b.start));
  const out: Interval[] = [];
  for (const next of sorted) {
    const last = out.at(-1);
    if (!last || compareBytes(next.start, last.end) >= 0) out.push(next);
    else if (compareBytes(next.end, last.end) > 0) out[out.length - 1] = { start: last.start, end: next.end };
  }
  return out;
}

/** The same values in a descending field: bytes inverted and bounds swapped. */
export function descending({ start, end, point }: Interval): Interval {
  if (point) return pointAt(inverted(point));
  return { start: successor(inverted(end)), end: successor(inverted(start)) };
}

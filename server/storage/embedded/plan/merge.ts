import type { Entry, Reader } from '../data/reader.ts';
import { compareBytes } from '../keys/bytes.ts';
import type { Plan, RangeGroup } from './plan.ts';

interface Head {
  entry: Entry;
  suffix: Buffer;
  rest: Iterator<Entry>;
  prefixLength: number;
}

/** The keys of a plan in its order: the groups are walked side by side, and the lowest key goes first. */
export function* entriesIn(reader: Reader, { groups, reverse }: Plan): Generator<Entry> {
  const [only] = groups;
  if (groups.length === 1 && only) {
    yield* walkGroup(reader, only);
    return;
  }
  const sign = reverse ? -1 : 1;
  const heap = new Heap((a, b) => sign * compareBytes(a.suffix, b.suffix) < 0);
  const advance = (rest: Iterator<Entry>, prefixLength: number) => {
    const next = rest.next();
    if (!next.done) heap.push({ entry: next.value, suffix: next.value.key.subarray(prefixLength), rest, prefixLength });
  };
  const walks = groups.map((group) => walkGroup(reader, group));
  try {
    for (const [i, walk] of walks.entries()) advance(walk, groups[i]?.prefixLength ?? 0);
    for (let head = heap.pop(); head; head = heap.pop()) {
      yield head.entry;
      advance(head.rest, head.prefixLength);
    }
  } finally {
    for (const walk of walks) walk.return(undefined);
  }
}

function* walkGroup(reader: Reader, { ranges }: RangeGroup): Generator<Entry, undefined> {
  for (const range of ranges) {
    if (!range.only) yield* reader.range(range);
    else {
      const value = reader.get(range.only);
      if (value) yield { key: range.only, value };
    }
  }
  return undefined;
}

/** A binary heap: a merge of hundreds of ranges stays cheap. */
class Heap {
  readonly #items: Head[] = [];
  readonly #before: (a: Head, b: Head) => boolean;

  constructor(before: (a: Head, b: Head) => boolean) {
    this.#before = before;
  }

  push(item: Head): void {
    let at = this.#items.length;
    this.#items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.#items[parent];
      if (!above || !this.#before(item, above)) break;
      this.#items[at] = above;
      at = parent;
    }
    this.#items[at] = item;
  }

  pop(): Head | undefined {
    const top = this.#items[0];
    const last = this.#items.pop();
    if (last && this.#items.length > 0) this.#sink(last);
    return top;
  }

  #sink(item: Head): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const [left, right] = [this.#items[child], this.#items[child + 1]];
      if (!left) break;
      if (right && this.#before(right, left)) child++;
      const next = this.#items[child];
      if (!next || !this.#before(next, item)) break;
      this.#items[at] = next;
      at = child;
    }
    this.#items[at] = item;
  }
}

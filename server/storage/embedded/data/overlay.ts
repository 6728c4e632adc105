import { compareBytes } from '../keys/bytes.ts';
import type { Entry, KeyRange, Reader } from './reader.ts';

interface Change {
  key: Buffer;
  /** Undefined says that the key is gone. */
  value: Buffer | undefined;
}

const spliceLimit = 64;

/** Writes that are not in the file yet, seen as if they were. Nothing reaches the file before all checks have passed. */
export class Overlay implements Reader {
  readonly #under: Reader;
  readonly #changes = new Map<string, Change>();
  readonly #sorted: Change[] = [];
  #unsorted: Change[] = [];

  constructor(under: Reader) {
    this.#under = under;
  }

  get changes(): Iterable<Change> {
    return this.#changes.values();
  }

  get size(): number {
    return this.#changes.size;
  }

  put(key: Buffer, value: Buffer | undefined): void {
    const name = key.toString('latin1');
    const known = this.#changes.get(name);
    if (known) known.value = value;
    else {
      const change = { key, value };
      this.#changes.set(name, change);
      this.#unsorted.push(change);
    }
  }

  get(key: Buffer): Buffer | undefined {
    if (this.#changes.size === 0) return this.#under.get(key);
    const change = this.#changes.get(key.toString('latin1'));
    return change ? change.value : this.#under.get(key);
  }

  /** Merges the file's range with the changes inside it. Writes made during the walk are not promised to be seen. */
  range(range: KeyRange): Iterable<Entry> {
    const own = this.#changes.size === 0 ? [] : this.#within(range);
    return own.length === 0 ? this.#under.range(range) : this.#merge(own, range);
  }

  *#merge(own: Change[], range: KeyRange): Iterable<Entry> {
    let at = 0;
    const sign = range.reverse ? -1 : 1;
    for (const entry of this.#under.range(range)) {
      let shadowed = false;
      for (let change = own[at]; change; change = own[++at]) {
        const order = sign * compareBytes(change.key, entry.key);
        if (order > 0) break;
        if (order === 0) shadowed = true;
        if (change.value) yield { key: change.key, value: change.value };
      }
      if (!shadowed) yield entry;
    }
    for (const { key, value } of own.slice(at)) if (value) yield { key, value };
  }

  #within({ start, end, reverse }: KeyRange): Change[] {
    this.#sort();
    const inside = this.#sorted.slice(lowerBound(this.#sorted, start), lowerBound(this.#sorted, end));
    return reverse ? inside.reverse() : inside;
  }

  /** A few new changes are put in their places; after many, sorting again is cheaper. */
  #sort(): void {
    const fresh = this.#unsorted;
    this.#unsorted = [];
    if (fresh.length < spliceLimit) {
      for (const change of fresh) this.#sorted.splice(lowerBound(this.#sorted, change.key), 0, change);
      return;
    }
    for (const change of fresh) this.#sorted.push(change);
    this.#sorted.sort((a, b) => compareBytes(a.key, b.key));
  }
}

/** The first position whose key is not below `key`. */
function lowerBound(sorted: Change[], key: Buffer): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle];
    if (at && compareBytes(at.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

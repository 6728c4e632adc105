/** Reproducible randomness (mulberry32): the same seed gives the same test. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number below `n`. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  times<T>(n: number, make: () => T): T[] {
    return Array.from({ length: n }, make);
  }
}

/** The seeds to run: those given in `name`, a count of fresh ones (`name=200`), or the ones kept with the test. */
export function seeds(name: string, kept: readonly number[]): number[] {
  const wanted = process.env[name];
  if (!wanted) return [...kept];
  if (wanted.startsWith('seed:')) return wanted.slice(5).split(',').map(Number);
  return Array.from({ length: Number(wanted) }, () => Math.floor(Math.random() * 2 ** 31));
}

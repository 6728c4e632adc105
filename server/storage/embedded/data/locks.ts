import { writeConflict } from '../errors.ts';

/** Whoever holds keys until it has ended: a transaction. */
export interface Holder {
  /** The write number its snapshot stands at. */
  readonly since: number;
  readonly keys: Set<string>;
  readonly ended: Promise<void>;
}

/** Thrown inside a plain write that met a transaction's key: it waits for that transaction and starts over. */
export class Blocked extends Error {
  readonly by: Holder;

  constructor(by: Holder) {
    super('Blocked by a transaction');
    this.by = by;
  }
}

/** First writer wins: who holds which key, and when each key was last written while a snapshot could miss it. */
export class Locks {
  readonly #held = new Map<string, Holder>();
  /** In the order of their write numbers, because a key written again moves to the end. */
  readonly #written = new Map<string, number>();

  /** A transaction takes a key, or must give up. */
  take(key: string, holder: Holder): void {
    const other = this.#held.get(key);
    if (other === holder) return;
    if (other || (this.#written.get(key) ?? 0) > holder.since) throw writeConflict();
    this.#held.set(key, holder);
    holder.keys.add(key);
  }

  /** A plain write asks whether a key is free. */
  pass(key: string): void {
    const holder = this.#held.get(key);
    if (holder) throw new Blocked(holder);
  }

  wrote(keys: Iterable<string>, sequence: number): void {
    for (const key of keys) {
      this.#written.delete(key);
      this.#written.set(key, sequence);
    }
  }

  release(holder: Holder): void {
    for (const key of holder.keys) this.#held.delete(key);
    holder.keys.clear();
  }

  /** Forgets writes that every snapshot already sees. */
  forget(upTo: number): void {
    for (const [key, sequence] of this.#written) {
      if (sequence > upTo) return;
      this.#written.delete(key);
    }
  }
}

import { noSuchTransaction } from '../errors.ts';
import { beginRead, type Database, type ReadTransaction, walkRange } from './engine.ts';
import type { Entry, KeyRange, Reader } from './reader.ts';

/**
 * A view of the file as it was when it was opened. Between the batches of a cursor it is put to rest, so that a slow
 * client does not stop LMDB from reusing pages; ranges then go on after the last key in a newer view.
 */
export class Snapshot implements Reader {
  readonly #db: Database;
  #transaction: ReadTransaction | undefined;
  #epoch = 0;
  readonly #walks = new Set<Iterator<Entry>>();

  constructor(db: Database) {
    this.#db = db;
    this.wake();
  }

  /** Takes a new view, if the last one was put to rest. */
  wake(): void {
    if (this.#transaction) return;
    this.#transaction = beginRead(this.#db);
    this.#epoch++;
  }

  /** Lets the view go. Nothing can be read until `wake`. */
  rest(): void {
    for (const walk of this.#walks) walk.return?.();
    this.#walks.clear();
    this.#transaction?.done();
    this.#transaction = undefined;
  }

  get(key: Buffer): Buffer | undefined {
    return this.#db.get(key, { transaction: this.#open() });
  }

  *range(range: KeyRange): Iterable<Entry> {
    let left = range;
    for (;;) {
      const epoch = this.#epoch;
      const walk = walkRange(this.#db, left, this.#open());
      this.#walks.add(walk);
      try {
        for (let next = walk.next(); !next.done; next = walk.next()) {
          const { key } = next.value;
          yield next.value;
          if (this.#epoch === epoch) continue;
          left = left.reverse ? { ...left, end: key } : { ...left, start: Buffer.concat([key, Buffer.from([0])]) };
          break;
        }
        if (this.#epoch === epoch) return;
      } finally {
        this.#walks.delete(walk);
        walk.return?.();
      }
    }
  }

  #open(): ReadTransaction {
    if (!this.#transaction) throw noSuchTransaction('The transaction has ended while it was read');
    return this.#transaction;
  }
}

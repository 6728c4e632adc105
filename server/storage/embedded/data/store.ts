import { StoreError } from '../errors.ts';
import { tablePrefix } from '../keys/bytes.ts';
import { Catalog } from './catalog.ts';
import { type Database, openDatabase, walkRange } from './engine.ts';
import { Blocked, Locks } from './locks.ts';
import { Overlay } from './overlay.ts';
import type { Reader } from './reader.ts';
import { Snapshot } from './snapshot.ts';
import { Transaction } from './transaction.ts';
import { Writer } from './writer.ts';

/** The number of the last write, in the file itself, so that a snapshot knows exactly what it contains. */
const sequenceKey = Buffer.concat([tablePrefix(0), Buffer.from('s')]);

/** The file, its catalog, and the rules by which writes meet. */
export class Store {
  readonly catalog: Catalog;
  readonly #db: Database;
  readonly #locks = new Locks();
  readonly #transactions = new Set<Transaction>();
  #sequence: number;
  readonly #running = new Set<Promise<unknown>>();
  #closing = false;

  constructor(dir: string) {
    this.#db = openDatabase(dir);
    this.catalog = new Catalog(this.#db);
    this.#sequence = readSequence((key) => this.#db.get(key));
  }

  snapshot(): Snapshot {
    return new Snapshot(this.#db);
  }

  /**
   * Runs one write command as one callback inside an LMDB transaction and resolves when it is fsynced. Callbacks that
   * wait at the same time share a commit. If `work` throws, nothing of it is written. It waits for transactions that
   * hold a key it needs, and then runs again from the start.
   */
  async write<T>(work: (writer: Writer) => T): Promise<T> {
    for (;;) {
      try {
        return await this.#transact(() => this.#attempt(work));
      } catch (error) {
        if (!(error instanceof Blocked)) throw error;
        await error.by.ended;
      } finally {
        if (!this.#closing) this.#forget();
      }
    }
  }

  begin(): Transaction {
    const snapshot = this.snapshot();
    const transaction = new Transaction(
      snapshot,
      readSequence((key) => snapshot.get(key)),
      this.#locks,
    );
    this.#transactions.add(transaction);
    return transaction;
  }

  /** Applies a transaction in one LMDB transaction, with `also` (the outcome for a retry) in the same one. */
  async commit(transaction: Transaction, also: (overlay: Overlay) => void): Promise<void> {
    transaction.committing = true;
    transaction.snapshot.rest();
    try {
      if (transaction.overlay.size === 0) return;
      await this.#transact(() => {
        transaction.checkVersions();
        also(transaction.overlay);
        this.#apply(transaction.overlay, transaction.keys);
      });
    } finally {
      this.#end(transaction);
    }
  }

  /** A commit under way cannot be called back: its keys stay locked until it is on disk. */
  abort(transaction: Transaction): void {
    if (!transaction.committing) this.#end(transaction);
  }

  #end(transaction: Transaction): void {
    transaction.snapshot.rest();
    this.#locks.release(transaction);
    this.#transactions.delete(transaction);
    transaction.finish();
    if (!this.#closing) this.#forget();
  }

  /** Inside a write callback: changes the catalog or works on the file directly. `born` numbers the write. */
  async alter<T>(
    work: (tools: { catalog: Catalog; reader: Reader; put: (key: Buffer, value: Buffer) => void; born: number }) => T,
  ): Promise<T> {
    return this.#transact(() => {
      const born = this.#next();
      return work({
        catalog: this.catalog,
        reader: this.#current,
        put: (key, value) => void this.#db.put(key, value),
        born,
      });
    });
  }

  /**
   * Copies the file as of now to the new file `to`. Writers wait only while the first pages are copied; a reader of the
   * copy's own keeps the rest from being used again.
   */
  async copyTo(to: string): Promise<void> {
    const copying = this.#db.backup(to, false);
    this.#running.add(copying);
    try {
      await copying;
    } catch (error) {
      throw new StoreError(1, `The store could not be copied to ${to}: ${(error as Error).message}`);
    } finally {
      this.#running.delete(copying);
    }
  }

  /** Takes no more writes, finishes those under way, and closes the file. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const transaction of this.#transactions) this.abort(transaction);
    await Promise.allSettled(this.#running);
    await this.#db.close();
  }

  /** What a write callback sees: the file with everything already written in this commit. */
  readonly #current: Reader = {
    get: (key) => this.#db.get(key),
    range: (range) => ({ [Symbol.iterator]: () => walkRange(this.#db, range) }),
  };

  /**
   * One callback in an LMDB transaction. An error of `work` is the caller's; an error of LMDB itself, a full disk say,
   * leaves catalog and file apart, and is thrown where nobody catches it: the store ends.
   */
  async #transact<T>(work: () => T): Promise<T> {
    if (this.#closing) throw new StoreError(91, 'The store is closing');
    const running = this.#db.transaction(() => attempt(work));
    this.#running.add(running);
    try {
      const outcome = await running.catch(fatal);
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    } finally {
      this.#running.delete(running);
    }
  }

  #attempt<T>(work: (writer: Writer) => T): T {
    const overlay = new Overlay(this.#current);
    const touched = new Set<string>();
    const writer = new Writer(overlay, (key) => {
      const name = key.toString('latin1');
      this.#locks.pass(name);
      touched.add(name);
    });
    const value = work(writer);
    this.#apply(overlay, touched);
    return value;
  }

  #apply(overlay: Overlay, touched: Iterable<string>): void {
    if (overlay.size === 0) return;
    this.#locks.wrote(touched, this.#next());
    this.catalog.saveDirty();
    for (const { key, value } of overlay.changes) void (value ? this.#db.put(key, value) : this.#db.remove(key));
  }

  #next(): number {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(++this.#sequence);
    void this.#db.put(sequenceKey, bytes);
    return this.#sequence;
  }

  /** Without transactions only what is not committed yet could be missed by the next snapshot. */
  #forget(): void {
    const oldest = [...this.#transactions].reduce((least, { since }) => Math.min(least, since), this.#committed());
    this.#locks.forget(oldest);
  }

  #committed(): number {
    return readSequence((key) => this.#db.get(key));
  }
}

function attempt<T>(work: () => T): { value: T } | { error: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

function fatal(error: unknown): never {
  queueMicrotask(() => {
    throw error;
  });
  throw error;
}

function readSequence(get: (key: Buffer) => Buffer | undefined): number {
  return get(sequenceKey)?.readDoubleBE() ?? 0;
}

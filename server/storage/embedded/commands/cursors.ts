import { randomBytes } from 'node:crypto';
import type { Snapshot } from '../data/snapshot.ts';
import type { Transaction } from '../data/transaction.ts';
import { StoreError } from '../errors.ts';

/** MongoDB forgets a cursor nobody asked for in ten minutes. */
const idleMs = 600_000;
/** A batch never grows past a message that every driver takes. */
const maxBatchBytes = 16 * 1024 * 1024;

/** A query that is being read batch by batch. */
export interface Reading {
  ns: string;
  rows: AsyncGenerator<Buffer>;
  /** Put to rest between batches; a transaction's own snapshot is not. */
  snapshot: Snapshot | undefined;
  transaction: Transaction | undefined;
}

interface Cursor extends Reading {
  next: Buffer;
  timer: NodeJS.Timeout;
  busy: boolean;
}

export interface Batch {
  docs: Buffer[];
  id: bigint;
}

/** Open cursors. Those of plain queries hold no snapshot while they wait. */
export class Cursors {
  readonly #cursors = new Map<bigint, Cursor>();

  /** Reads the first batch; the caller puts the snapshot to rest afterwards. */
  async open(reading: Reading, size: number, single: boolean): Promise<Batch> {
    const { docs, next } = await read(reading.rows, size, undefined);
    if (!next || single) {
      await reading.rows.return(undefined);
      return { docs, id: 0n };
    }
    const id = randomBytes(8).readBigUInt64BE() >> 1n;
    this.#cursors.set(id, { ...reading, next, busy: false, timer: this.#expiry(id) });
    return { docs, id };
  }

  async more(id: bigint, ns: string, size: number, transaction: Transaction | undefined): Promise<Batch> {
    const cursor = this.#cursors.get(id);
    if (!cursor || cursor.busy) throw new StoreError(43, `cursor id ${id} not found`);
    if (cursor.ns !== ns)
      throw new StoreError(
        13,
        `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`,
      );
    if (cursor.transaction !== transaction)
      throw new StoreError(50738, `Cannot run getMore on cursor ${id}, which was created in another transaction`);
    cursor.busy = true;
    cursor.timer.refresh();
    cursor.snapshot?.wake();
    try {
      const { docs, next } = await read(cursor.rows, size, cursor.next);
      if (!next) this.kill(id);
      else cursor.next = next;
      return { docs, id: next ? id : 0n };
    } catch (error) {
      this.kill(id);
      throw error;
    } finally {
      cursor.busy = false;
      cursor.snapshot?.rest();
    }
  }

  kill(id: bigint): boolean {
    const cursor = this.#cursors.get(id);
    if (!cursor) return false;
    clearTimeout(cursor.timer);
    this.#cursors.delete(id);
    return true;
  }

  dropTransaction(transaction: Transaction): void {
    for (const [id, cursor] of this.#cursors) if (cursor.transaction === transaction) this.kill(id);
  }

  #expiry(id: bigint): NodeJS.Timeout {
    return setTimeout(() => this.kill(id), idleMs).unref();
  }
}

/** Reads one row more than it gives, so that the last batch says that it is the last. */
async function read(
  rows: AsyncGenerator<Buffer>,
  size: number,
  first: Buffer | undefined,
): Promise<{ docs: Buffer[]; next: Buffer | undefined }> {
  const docs: Buffer[] = [];
  let bytes = 0;
  let next = first ?? (await take(rows));
  while (next && docs.length < size && (docs.length === 0 || bytes + next.length <= maxBatchBytes)) {
    docs.push(next);
    bytes += next.length;
    next = await take(rows);
  }
  return { docs, next };
}

async function take(rows: AsyncGenerator<Buffer>): Promise<Buffer | undefined> {
  const { done, value } = await rows.next();
  return done ? undefined : value;
}

import { applyUpdate, type Doc, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from 'yjs';
import type { Logger } from '../platform/logger.ts';
import type { Documents, Loaded } from './documents.ts';
import { aloneBatchMs, aloneEveryMs, retryAtMostMs } from './limits.ts';
import { type DocState, tailStart } from './model.ts';
import { fromStore } from './updates.ts';

export interface WritingDeps {
  documents: Documents;
  logger: Logger;
  /** Runs with what other documents have to store, in a few milliseconds. */
  soon: (work: () => void) => void;
  now: () => number;
  /** It has been stored: other nodes and the feature may want to look. */
  stored: (docId: string) => void;
  /** Takes what was typed into a document that had become a message. Durable when it answers. */
  late: (docId: string, update: Uint8Array) => Promise<void>;
}

/** What its room is told and asked. */
interface Told {
  /** Nobody waits for it on another node, as far as is known here. */
  alone: () => boolean;
  /** The store has more of it. */
  saved: () => void;
  /** It is in another state, or null: it is gone. */
  turned: (state: DocState | null) => void;
}

/**
 * One document between this node's memory and the store: what is typed goes there in small batches, what others have
 * typed comes from there. The store is believed, the memory is not. One thing at a time.
 */
export class Writing {
  readonly id: string;
  state: DocState;
  /** What the store is known to have, as a state vector. */
  saved: Uint8Array;
  private readonly gen: number;
  /** Everything up to this update of the store is in the document. */
  private n: number;
  private foldedAt: number;
  private tail: number;
  private size: number;
  private queue: Uint8Array[] = [];
  private storing = false;
  private asked = false;
  private writtenAt = Number.NEGATIVE_INFINITY;
  private stopped = false;
  private turn: Promise<void> = Promise.resolve();
  private readonly doc: Doc;
  private readonly deps: WritingDeps;
  private readonly told: Told;

  constructor({ stored, doc }: Loaded, deps: WritingDeps, told: Told) {
    this.id = stored._id;
    this.gen = stored.gen;
    this.state = stored.state;
    this.n = stored.n;
    this.foldedAt = tailStart(stored);
    this.tail = stored.tail;
    this.size = stored.size;
    this.doc = doc;
    this.saved = encodeStateVector(doc);
    this.deps = deps;
    this.told = told;
  }

  push(update: Uint8Array): void {
    this.queue.push(update);
    if (this.asked) return;
    this.asked = true;
    const wait = this.told.alone() ? this.untilDue() : 0;
    if (wait > 0) setTimeout(() => this.flushSoon(), wait).unref();
    else this.flushSoon();
  }

  /** In ms; on a grid, so that documents that are typed into at the same time are written together. */
  private untilDue(): number {
    const now = this.deps.now();
    const due = this.writtenAt + aloneEveryMs;
    return due <= now ? 0 : Math.ceil(due / aloneBatchMs) * aloneBatchMs - now;
  }

  private flushSoon(): void {
    this.deps.soon(() => {
      this.asked = false;
      if (!this.stopped) void this.flush();
    });
  }

  /** Would the document be small enough with so many bytes more? */
  fits(more: number): boolean {
    const waiting = this.queue.reduce((sum, one) => sum + one.length, 0);
    return this.deps.documents.fits(this.size + this.tail + waiting + more);
  }

  /** Waits until all that was typed here is stored. */
  async settle(): Promise<void> {
    while (this.queue.length > 0) await this.flush();
    await this.turn;
  }

  unsettled(): boolean {
    return this.queue.length > 0 || this.storing;
  }

  /** Something may have been written elsewhere. */
  refresh(): Promise<void> {
    return this.inTurn(async () => void (await this.catchUp()));
  }

  /** Behind what the store says? */
  lags(glance: { n: number; state: DocState }): boolean {
    return glance.n > this.n || glance.state !== this.state;
  }

  stop(): void {
    this.stopped = true;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const run = this.turn.then(work).catch((error) => {
      this.deps.logger.error({ err: error, docId: this.id }, 'a document could not be read; the next look tries again');
    });
    this.turn = run;
    return run;
  }

  private flush(): Promise<void> {
    return this.inTurn(async () => {
      const batch = this.queue;
      if (batch.length === 0) return;
      this.queue = [];
      const vector = encodeStateVector(this.doc);
      const update = batch.length === 1 && batch[0] ? batch[0] : mergeUpdates(batch);
      this.storing = true;
      this.writtenAt = this.deps.now();
      await this.store(update);
      this.storing = false;
      this.saved = vector;
      this.told.saved();
    });
  }

  /** Until the store has it; while it is away nobody is told "saved". */
  private async store(update: Uint8Array): Promise<void> {
    for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, retryAtMostMs)) {
      try {
        if (await this.tryToStore(update)) return;
      } catch (error) {
        this.deps.logger.error({ err: error, docId: this.id }, 'a document could not be stored; trying again');
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  private async tryToStore(update: Uint8Array): Promise<boolean> {
    const { documents, late, stored } = this.deps;
    if (this.state === 'posted') {
      await late(this.id, update);
      return true;
    }
    const { id: _id, gen, state, n, tail, size } = this;
    const now = await documents.write({ _id, gen, state, n, tail, size }, update);
    // In another state by now, or gone.
    if (!now) return !(await this.catchUp());
    this.tail = now.tail;
    this.size = now.size;
    if (now.n === this.n + 1) this.n = now.n;
    else await this.catchUp();
    stored(this.id);
    if (documents.needsFolding(now, this.foldedAt)) await this.fold();
    return true;
  }

  private async fold(): Promise<void> {
    const { id, gen, n } = this;
    // What is here is what the store has, unless something was typed meanwhile.
    const known = this.queue.length === 0 ? { gen, n, bytes: encodeStateAsUpdate(this.doc) } : undefined;
    const folded = await this.deps.documents.fold(id, known).catch((error) => {
      this.deps.logger.warn(
        { err: error, docId: this.id },
        'a document could not be folded; a later write tries again',
      );
      return null;
    });
    if (!folded) return;
    this.foldedAt = folded.n;
    this.tail = 0;
    this.size = folded.size;
  }

  /** False when there is no such document any more. */
  private async catchUp(): Promise<boolean> {
    const found = await this.deps.documents.read(this.id, this.n);
    if (!found) {
      this.queue = [];
      this.told.turned(null);
      return false;
    }
    const { stored, updates } = found;
    this.doc.transact(() => {
      for (const update of updates) applyUpdate(this.doc, update, fromStore);
    }, fromStore);
    this.n = stored.n;
    this.foldedAt = tailStart(stored);
    this.tail = stored.tail;
    this.size = stored.size;
    if (!this.unsettled()) {
      this.saved = encodeStateVector(this.doc);
      this.told.saved();
    }
    if (stored.state !== this.state) {
      this.state = stored.state;
      this.told.turned(stored.state);
    }
    return true;
  }
}

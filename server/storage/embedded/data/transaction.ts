import { writeConflict } from '../errors.ts';
import type { Collection } from './collection.ts';
import type { Holder, Locks } from './locks.ts';
import { Overlay } from './overlay.ts';
import type { Snapshot } from './snapshot.ts';
import { Writer } from './writer.ts';

/** A multi-document transaction: one snapshot, its own writes on top, and the keys it holds until it ends. */
export class Transaction implements Holder {
  readonly since: number;
  readonly keys = new Set<string>();
  readonly ended: Promise<void>;
  readonly snapshot: Snapshot;
  readonly overlay: Overlay;
  readonly writer: Writer;
  /** From now on it is the store that ends it. */
  committing = false;
  readonly #versions = new Map<Collection, number>();
  #end: () => void = () => {};

  constructor(snapshot: Snapshot, since: number, locks: Locks) {
    this.since = since;
    this.snapshot = snapshot;
    this.overlay = new Overlay(snapshot);
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.writer = new Writer(this.overlay, (key, collection) => {
      this.#remember(collection);
      locks.take(key.toString('latin1'), this);
    });
  }

  /** Its index entries were made for the indexes of that moment; if those have changed, it has to start over. */
  checkVersions(): void {
    for (const [collection, version] of this.#versions) if (collection.version !== version) throw writeConflict();
  }

  finish(): void {
    this.#end();
  }

  #remember(collection: Collection): void {
    if (!this.#versions.has(collection)) this.#versions.set(collection, collection.version);
  }
}

import { StoreError } from '../errors.ts';
import { compareBytes } from '../keys/bytes.ts';
import { type SortField, sortKey } from '../query/sortKey.ts';
import type { Candidate } from './candidate.ts';

/** MongoDB's limit for a sort in memory: 100 MiB. */
const maxBytes = 100 * 1024 * 1024;

/** Keeps the first `limit` documents of an order that no index gives. */
export class Sorter {
  readonly #fields: readonly SortField[];
  readonly #limit: number;
  #rows: { key: Buffer; candidate: Candidate }[] = [];
  #bytes = 0;

  constructor(fields: readonly SortField[], limit: number) {
    this.#fields = fields;
    this.#limit = limit;
  }

  add(candidate: Candidate): void {
    this.#rows.push({ key: sortKey(candidate.doc, this.#fields), candidate });
    this.#bytes += candidate.bytes.length;
    if (this.#rows.length > 2 * this.#limit + 1000) this.#prune();
    if (this.#bytes > maxBytes)
      throw new StoreError(
        292,
        `Sort exceeded memory limit of ${maxBytes} bytes. Add an index that ends in the sort key.`,
      );
  }

  finish(): Candidate[] {
    this.#prune();
    return this.#rows.map(({ candidate }) => candidate);
  }

  #prune(): void {
    this.#rows.sort((a, b) => compareBytes(a.key, b.key));
    if (this.#rows.length <= this.#limit) return;
    this.#rows = this.#rows.slice(0, this.#limit);
    this.#bytes = this.#rows.reduce((sum, { candidate }) => sum + candidate.bytes.length, 0);
  }
}

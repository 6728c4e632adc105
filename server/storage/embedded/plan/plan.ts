import type { Collection, Index } from '../data/collection.ts';
import type { KeyRange } from '../data/reader.ts';
import type { Filter } from '../query/filter.ts';
import type { SortField } from '../query/sortKey.ts';

/** Ranges that share their first `prefixLength` key bytes; several groups are merged by what follows. */
export interface RangeGroup {
  prefixLength: number;
  ranges: KeyRange[];
}

/** How to find the documents of one filter. */
export interface Plan {
  collection: Collection;
  /** Undefined: the ranges hold the documents themselves, by `_id`. */
  index: Index | undefined;
  /** All documents are read, in the order of their ids. */
  scan: boolean;
  groups: RangeGroup[];
  /** What is left to check on each document. Undefined: the keys have said it all. */
  residual: Filter | undefined;
  /** One document may come up several times. */
  repeats: boolean;
  /** What is left to sort. */
  sort: readonly SortField[];
  reverse: boolean;
}

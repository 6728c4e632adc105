import type { SortKeys } from '../../shared/order.ts';

/** How far one list, in one order, has been read: nothing after `boundary` is shown, what lies between is not known. */
export interface Page {
  /** Sort keys of the last ticket read; null when the whole list is here. */
  boundary: SortKeys | null;
  /** `cut`: no answer came; asked again when the line is back. `failed`: refused. */
  state: 'loading' | 'here' | 'cut' | 'failed';
  /** Null when there is no more; undefined before the first answer; `fromTheStart` when only that leads on. */
  next: string | null | undefined;
  generation: number;
}

/** How far back messages or comments have been read. */
export interface ThreadReach {
  /** Where earlier ones go on, or `fromTheStart`; null when all are here. */
  next: string | null;
  /** When the earliest that was read was written; empty when all are here. */
  from: string;
}

/** How far a ticket's conversation has been read. */
export interface Thread {
  /** `gone`: not there, or not for this reader. `cut`: no answer came; asked again when the line is back. */
  state: 'loading' | 'here' | 'gone' | 'cut' | 'failed';
  messages: ThreadReach;
  comments: ThreadReach;
  generation: number;
}

/** Instead of a cursor: less is kept than was read, and what follows is found by reading anew. No cursor is empty. */
export const fromTheStart = '';

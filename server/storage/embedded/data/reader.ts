/** Half-open byte range `[start, end)`; `reverse` walks it downwards. */
export interface KeyRange {
  start: Buffer;
  end: Buffer;
  reverse: boolean;
  /** The one key that can be in the range, where that is known: then it is looked up instead of walked to. */
  only?: Buffer;
}

export interface Entry {
  key: Buffer;
  value: Buffer;
}

/** What a query reads from: a snapshot, the state inside a write, or either with a transaction's own writes on top. */
export interface Reader {
  get(key: Buffer): Buffer | undefined;
  range(range: KeyRange): Iterable<Entry>;
}

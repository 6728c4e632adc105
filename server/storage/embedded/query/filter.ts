import type { Rank } from '../bson/values.ts';

/** A parsed filter. What is not in this list does not exist in the store. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; of: Filter[] }
  | { kind: 'field'; path: readonly string[]; test: Test };

export type Test =
  | { kind: 'eq'; value: unknown }
  | { kind: 'compare'; op: 'gt' | 'gte' | 'lt' | 'lte'; value: unknown }
  | { kind: 'in'; values: unknown[]; patterns: Pattern[] }
  | { kind: 'regex'; pattern: Pattern }
  | { kind: 'exists' }
  | { kind: 'type'; types: TypeTest[] }
  | { kind: 'size'; size: number }
  | { kind: 'mod'; divisor: number; remainder: number }
  | { kind: 'elemMatch'; filter: Filter }
  | { kind: 'elemTests'; tests: Test[] }
  | { kind: 'every'; tests: Test[] }
  | { kind: 'not'; test: Test };

export interface Pattern {
  source: string;
  flags: string;
  compiled: RegExp;
}

/** What `$type` asks for: a type's place in the order, and for numbers which of them. */
export interface TypeTest {
  rank: Rank;
  number?: 'int' | 'long' | 'double';
}

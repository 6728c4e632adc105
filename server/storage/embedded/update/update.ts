import type { Doc } from '../bson/values.ts';
import type { Filter } from '../query/filter.ts';

/** A parsed update: either a whole new document or changes at paths, in the order MongoDB applies them. */
export type Update = { kind: 'replace'; doc: Doc } | { kind: 'change'; changes: Change[]; arrayFilters: ArrayFilters };

export interface Change {
  operator: Operator;
  path: readonly string[];
  argument: unknown;
}

/** Conditions on array elements by the identifier in `$[identifier]`. */
export type ArrayFilters = ReadonlyMap<string, Filter>;

export const operators = [
  '$set',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$push',
  '$pull',
  '$pullAll',
  '$addToSet',
  '$pop',
  '$rename',
  '$setOnInsert',
  '$currentDate',
] as const;

export type Operator = (typeof operators)[number];

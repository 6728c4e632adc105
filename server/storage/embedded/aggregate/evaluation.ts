import { isNumber, toNumber } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import { StoreError } from '../errors.ts';

/** What an expression sees: the document, and variables such as `$$ROOT`. */
export interface Scope {
  doc: Doc;
  variables: Record<string, unknown>;
}

/** A compiled expression. `undefined` means that there is no value. */
export type Expression = (scope: Scope) => unknown;

/** Compiles the parts of an expression; handed in, because expressions and operators contain each other. */
export type Compile = (spec: unknown) => Expression;

export type Operator = (argument: unknown, compile: Compile) => Expression;

export const rootScope = (doc: Doc, now: Date): Scope => ({ doc, variables: { ROOT: doc, CURRENT: doc, NOW: now } });

export const isNothing = (value: unknown): boolean => value === undefined || value === null;

export const truthy = (value: unknown): boolean =>
  isNumber(value) ? toNumber(value) !== 0 : value !== false && !isNothing(value);

/** An operator on a fixed number of values; a single one may stand without its array. */
export function plain(count: number | 'any', run: (values: unknown[]) => unknown): Operator {
  return (argument, compile) => {
    const list = Array.isArray(argument) ? argument : [argument];
    if (count !== 'any' && list.length !== count)
      throw new StoreError(16020, `Expression takes exactly ${count} arguments. ${list.length} were passed in.`);
    const parts = list.map(compile);
    return (scope) => run(parts.map((part) => part(scope)));
  };
}

/** Null as soon as one value is missing. */
export const strict = (count: number | 'any', run: (values: unknown[]) => unknown): Operator =>
  plain(count, (values) => (values.some(isNothing) ? null : run(values)));

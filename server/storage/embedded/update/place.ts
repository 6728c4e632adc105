import { type Doc, isDoc } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';
import { matches } from '../query/match.ts';
import type { Hit } from '../query/walk.ts';
import type { ArrayFilters } from './update.ts';

/** Where a change happens: a field of a document or a position of an array. */
export interface Place {
  read(): unknown;
  write(value: unknown): void;
  /** Removes the field; a position in an array becomes null. */
  clear(): void;
}

/** An array may grow by this many nulls at most (MongoDB's limit). */
const maxPadding = 1_500_000;

/** Replaces `$`, `$[]` and `$[name]` in a path by positions of this document's arrays. */
export function positions(doc: Doc, path: readonly string[], filters: ArrayFilters, hit: Hit): string[][] {
  const at = path.findIndex((part) => part.startsWith('$'));
  if (at < 0) return [[...path]];
  const [before, part, after] = [path.slice(0, at), path[at] ?? '', path.slice(at + 1)];
  const indexes =
    part === '$' ? [matched(hit)] : elements(doc, before, filters.get(part.slice(2, -1)), part.slice(2, -1));
  return indexes.flatMap((index) => positions(doc, [...before, String(index), ...after], filters, hit));
}

function matched(hit: Hit): number {
  if (hit.index === undefined) throw badValue('The positional operator did not find the match needed from the query.');
  return hit.index;
}

function elements(
  doc: Doc,
  path: string[],
  filter: ArrayFilters extends ReadonlyMap<string, infer F> ? F | undefined : never,
  name: string,
): number[] {
  const array = find(doc, path)?.read();
  if (array === undefined)
    throw badValue(`The path '${path.join('.')}' must exist in the document in order to apply array updates.`);
  if (!Array.isArray(array)) throw badValue(`Cannot apply array updates to non-array element ${path.join('.')}`);
  return [...array.keys()].filter((i) => !filter || matches(filter, { [name]: array[i] }));
}

/** The place of a path, or nothing if it is not there. */
export function find(doc: Doc, path: readonly string[]): Place | undefined {
  let here: unknown = doc;
  for (const part of path.slice(0, -1)) here = child(here, part);
  const place = placeIn(here, path.at(-1) ?? '');
  return place && place.read() !== undefined ? place : undefined;
}

/** The place of a path, with documents made on the way; refuses to go through a scalar (28). */
export function make(doc: Doc, path: readonly string[]): Place {
  let here: unknown = doc;
  for (const [i, part] of path.slice(0, -1).entries()) {
    const place = placeIn(here, part) ?? blocked(here, path.slice(0, i), part);
    if (place.read() === undefined) place.write({});
    here = place.read();
  }
  const last = path.at(-1) ?? '';
  return placeIn(here, last) ?? blocked(here, path.slice(0, -1), last);
}

function blocked(value: unknown, path: readonly string[], part: string): never {
  throw new StoreError(28, `Cannot create field '${part}' in element {${path.at(-1) ?? ''}: ${JSON.stringify(value)}}`);
}

function child(value: unknown, part: string): unknown {
  return placeIn(value, part)?.read();
}

function placeIn(parent: unknown, part: string): Place | undefined {
  if (Array.isArray(parent)) return /^(0|[1-9]\d*)$/.test(part) ? inArray(parent, Number(part)) : undefined;
  return isDoc(parent) ? inDoc(parent, part) : undefined;
}

const inDoc = (doc: Doc, field: string): Place => ({
  read: () => (Object.hasOwn(doc, field) ? doc[field] : undefined),
  write: (value) => {
    Object.defineProperty(doc, field, { value, writable: true, enumerable: true, configurable: true });
  },
  clear: () => {
    delete doc[field];
  },
});

const inArray = (array: unknown[], index: number): Place => ({
  read: () => array[index],
  write: (value) => {
    if (index > array.length + maxPadding) throw badValue(`Cannot grow an array to ${index} elements`);
    while (array.length < index) array.push(null);
    array[index] = value;
  },
  clear: () => {
    array[index] = null;
  },
});

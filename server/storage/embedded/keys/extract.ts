import { type Doc, fieldOf, isDoc } from '../bson/values.ts';
import { StoreError } from '../errors.ts';
import { emptyArrayKey, encodeValue } from './encode.ts';

/** What one document contributes to an index: for every key the encoded fields, and which fields went through an array. */
export interface Extracted {
  tuples: Buffer[][];
  arrays: boolean[];
  /** False when no indexed field exists at all; a sparse index leaves such a document out. */
  present: boolean;
}

interface Walk {
  value: unknown;
  rest: readonly string[];
}

/** Index keys of a document: one per element where a path meets an array. Two arrays side by side are refused (171). */
export function extract(doc: Doc, paths: readonly (readonly string[])[]): Extracted {
  const out: Extracted = { tuples: [], arrays: paths.map(() => false), present: false };
  expand(
    paths.map((rest) => ({ value: doc, rest })),
    out,
  );
  return out;
}

function expand(walks: Walk[], out: Extracted): void {
  const ends = walks.map(descend);
  const array = theArray(ends);
  if (!array) {
    out.tuples.push(ends.map((end) => leaf(end, out)));
    return;
  }
  const through = ends.map((end) => end.value === array);
  through.forEach((hit, i) => {
    if (hit) out.arrays[i] = true;
  });
  if (array.length === 0)
    expand(
      ends.map((end, i) => (through[i] ? emptied(end) : end)),
      out,
    );
  for (const element of array)
    expand(
      ends.map((end, i) => (through[i] ? inside(end, element) : end)),
      out,
    );
}

/** An array met on the way down stays for `expand`; a scalar in the middle of a path means missing. */
function descend(walk: Walk): Walk {
  let { value, rest } = walk;
  while (rest.length > 0 && !Array.isArray(value)) {
    if (!isDoc(value)) return { value: undefined, rest: [] };
    value = fieldOf(value, rest[0] ?? '');
    rest = rest.slice(1);
  }
  return { value, rest };
}

/** Marks a leaf that came out of an array, so that an array inside an array is a value and is not opened again. */
class Leaf {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

const empty = Symbol('empty array');

const emptied = (end: Walk): Walk =>
  end.rest.length === 0 ? { value: new Leaf(empty), rest: [] } : { value: undefined, rest: [] };

function inside(end: Walk, element: unknown): Walk {
  if (end.rest.length === 0) return { value: new Leaf(element), rest: [] };
  return isDoc(element) ? { value: element, rest: end.rest } : { value: undefined, rest: [] };
}

function theArray(ends: Walk[]): unknown[] | undefined {
  let found: unknown[] | undefined;
  for (const { value } of ends) {
    if (!Array.isArray(value)) continue;
    if (found && found !== value) throw new StoreError(171, 'cannot index parallel arrays');
    found = value;
  }
  return found;
}

function leaf(end: Walk, out: Extracted): Buffer {
  const value = end.value instanceof Leaf ? end.value.value : end.value;
  if (value !== undefined) out.present = true;
  return value === empty ? emptyArrayKey : encodeValue(value);
}

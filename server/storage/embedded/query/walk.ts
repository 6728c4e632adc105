import { type Doc, fieldOf, isDoc } from '../bson/values.ts';

/** Which element of the outermost array made a filter match, for the positional operator `$`. */
export interface Hit {
  index?: number;
}

/** How a path ends on an array: `each` looks at its elements and then at the array, `whole` only at the array. */
export type LeafArrays = 'each' | 'whole';

/**
 * Shows `visit` every value a dotted path reaches, `undefined` where it is missing, until it says true. Arrays on the
 * way are entered (their documents only, one level), and a number in the path is an index as well.
 */
export function reaches(
  doc: Doc,
  path: readonly string[],
  leaf: LeafArrays,
  visit: (value: unknown) => boolean,
  hit?: Hit,
): boolean {
  return step(fieldOf(doc, path[0] ?? ''), 1);

  function step(value: unknown, at: number): boolean {
    if (Array.isArray(value)) return at === path.length ? onLeafArray(value) : throughArray(value, at);
    if (at === path.length) return visit(value);
    return isDoc(value) ? step(fieldOf(value, path[at] ?? ''), at + 1) : visit(undefined);
  }

  function onLeafArray(array: unknown[]): boolean {
    if (leaf === 'each') {
      for (let i = 0; i < array.length; i++) if (visit(array[i])) return found(i);
    }
    return visit(array);
  }

  function throughArray(array: unknown[], at: number): boolean {
    const name = path[at] ?? '';
    const index = /^\d+$/.test(name) ? Number(name) : -1;
    for (let i = 0; i < array.length; i++) {
      const element = array[i];
      if (isDoc(element) && step(fieldOf(element, name), at + 1)) return found(i);
      if (i === index && atIndex(element, at + 1)) return found(i);
    }
    return false;
  }

  function atIndex(element: unknown, at: number): boolean {
    return at === path.length ? visit(element) : step(element, at);
  }

  function found(index: number): true {
    if (hit) hit.index = index;
    return true;
  }
}

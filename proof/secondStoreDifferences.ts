import { mongo } from 'mongoose';
import type { Fields, Sort } from '../test/server/storage/fuzz.ts';

/**
 * Where the second server (SecantusDB 0.7.0b3) differs from MongoDB's manual, by name. What is not here is unexplained.
 * See also test/server/storage/semantics/deviations.ts.
 */

const every = (value: unknown): unknown[] => (Array.isArray(value) ? [value, ...value.flatMap(every)] : [value]);

const holdsBytes = (value: unknown): boolean =>
  every(value).some(
    (one) =>
      one instanceof mongo.Binary ||
      (typeof one === 'object' &&
        one !== null &&
        Object.getPrototypeOf(one) === Object.prototype &&
        Object.values(one).some(holdsBytes)),
  );

const lacks = (element: unknown, field: string): boolean =>
  typeof element !== 'object' || element === null || !(field in element);

/** A sorted path that leads through an array in which some element has no such field. */
function leadsThroughGap(doc: Fields, path: string): boolean {
  const [first = '', field] = path.split('.');
  const value = doc[first];
  return field !== undefined && Array.isArray(value) && (value.length === 0 || value.some((one) => lacks(one, field)));
}

/** Why two documents that met in the wrong order may have. */
export function orderDifferences(order: Sort, pair: readonly Fields[]): string | null {
  const paths = Object.keys(order);
  if (pair.some((doc) => paths.some((path) => holdsBytes(doc[path.split('.')[0] ?? '']))))
    return 'bytes compare by length first (manual, Comparison/Sort Order)';
  if (pair.some((doc) => paths.some((path) => leadsThroughGap(doc, path))))
    return 'an element without the sorted field counts as null (manual, Sort Documents with Arrays)';
  return null;
}

/** Why a filter may find other documents. */
export function setDifferences(wanted: Fields): string | null {
  const text = mongo.BSON.EJSON.stringify(wanted);
  if (/"\$all":\[[^\]]*null/.test(text))
    return '$all with null finds documents without the field (manual, $all: like $and)';
  if (/"\w+\.\w+":\{[^}]*"\$all"/.test(text))
    return '$all along a path through several documents is like $and (manual, $all)';
  if (/"\$[gl]te?":\{"\$binary"/.test(text))
    return 'bytes of one length compare by subtype before their content (manual, Comparison/Sort Order)';
  return null;
}

import { type Filter, isGroup, partsOf, problemOf } from '../../shared/filter/language.ts';
import type { Find } from '../../shared/filter/properties.ts';

/** Where in a filter: the index of a part, of a part of that, and so on. */
export type Path = readonly number[];

export type Joiner = 'and' | 'or';
export const joinerOf = (group: Filter): Joiner => ('or' in group ? 'or' : 'and');
export const groupOf = (joiner: Joiner, parts: Filter[]): Filter => (joiner === 'or' ? { or: parts } : { and: parts });

/** The filter with something else at a place; null takes the place away, and groups that are left empty with it. */
export function replaced(filter: Filter, [at, ...rest]: Path, by: Filter | null): Filter | null {
  if (at === undefined) return by;
  if (!isGroup(filter)) return filter;
  const parts = partsOf(filter).flatMap((part, index) => (index === at ? (replaced(part, rest, by) ?? []) : part));
  return parts.length === 0 ? null : groupOf(joinerOf(filter), parts);
}

export function partAt(filter: Filter, path: Path): Filter | null {
  const [at, ...rest] = path;
  if (at === undefined) return filter;
  const part = isGroup(filter) ? partsOf(filter)[at] : undefined;
  return part ? partAt(part, rest) : null;
}

/** What of it can be asked: conditions that are not finished are left out, and groups that are left empty. */
export function finished(filter: Filter, find: Find): Filter | null {
  if (!isGroup(filter)) return problemOf(filter, find) === null ? filter : null;
  const parts = partsOf(filter).flatMap((part) => finished(part, find) ?? []);
  return parts.length === 0 ? null : groupOf(joinerOf(filter), parts);
}

/** As a group of everything, which a tray edits. */
export const asGroup = (where: Filter | null): Filter =>
  where === null ? { and: [] } : isGroup(where) ? where : { and: [where] };

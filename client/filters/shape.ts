import { type Condition, conditionsIn, type Filter, isGroup, partsOf } from '../../shared/filter/language.ts';

/** A filter's parts that must all hold; what is one thing by itself is one part. */
export const allOf = (where: Filter | null): Filter[] =>
  where === null ? [] : isGroup(where) && 'and' in where ? partsOf(where) : [where];

export const ofAll = (parts: Filter[]): Filter | null => (parts.length === 0 ? null : { and: parts });

export const howMany = (where: Filter | null): number => (where === null ? 0 : conditionsIn(where).length);

const sameValue = (one: Condition, other: Condition) => JSON.stringify(one.value) === JSON.stringify(other.value);

/** Is this one of the conditions that must hold, alone by itself? */
export const hasCondition = (where: Filter | null, wanted: Condition): boolean =>
  allOf(where).some(
    (part) => !isGroup(part) && part.property === wanted.property && part.op === wanted.op && sameValue(part, wanted),
  );

/** With it in the place of another on the same property, or without it when it was there. */
export function withCondition(where: Filter | null, wanted: Condition): Filter | null {
  const others = allOf(where).filter((part) => isGroup(part) || part.property !== wanted.property);
  return ofAll(hasCondition(where, wanted) ? others : [...others, wanted]);
}

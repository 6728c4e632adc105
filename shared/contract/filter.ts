import { z } from 'zod';
import { type Filter as Language, limits, opsOf, problemOf } from '../filter/language.ts';
import { filterProperties, propertyNamed } from '../filter/properties.ts';

const ops = Object.entries(opsOf).map(([kind, all]) => {
  const ids = filterProperties.filter((property) => property.kind === kind).map(({ id }) => id);
  return `${ids.join(', ')}: ${all.join(', ')}`;
});

/** Read by `problemOf`, which says in a sentence what is wrong where a schema would name all that it might have been. */
export const Filter = z
  .custom<Language>((given) => problemOf(given, propertyNamed) === null, {
    error: ({ input }) => problemOf(input, propertyNamed) ?? undefined,
  })
  .meta({
    description: `{and: [filter…]}, {or: [filter…]} or {property, op, value}; at most ${limits.depth} deep and of ${limits.conditions} conditions. Operators by property — ${ops.join('; ')}. anyOf, allOf and noneOf take a list (owner knows “me” and “none”, team “mine” and “none”, company and lastMessage “none”), last and notLast {n, unit: hour, day, week or month}, before and after a moment, empty and notEmpty nothing. Spam and trash are left out unless the filter asks for state.`,
  });
export type Filter = Language;

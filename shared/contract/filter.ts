import { z } from 'zod';
import { type Filter as Language, limits, opsOf, problemOf } from '../filter/language.ts';
import { filterProperties, finderOf, isOwn } from '../filter/properties.ts';
import { Id } from '../ids.ts';

/** The kinds of a workspace's own properties, as filters take them. */
const own: Record<string, string> = {
  text: 'own texts',
  choice: 'own choices and persons',
  choices: 'own multi-choices',
  number: 'own numbers',
  day: 'own dates',
  yes: 'own checkboxes',
};
const ops = Object.entries(opsOf).map(([kind, all]) => {
  const ids = filterProperties.filter((property) => property.kind === kind).map(({ id }) => id);
  return `${[...ids, ...(own[kind] ? [own[kind]] : [])].join(', ')}: ${all.join(', ')}`;
});

const everywhere = finderOf([]);
/** A workspace's own properties are looked up when the filter is used. */
const find = (id: string) =>
  isOwn(id) && (id === 'category' || Id.safeParse(id).success) ? ('later' as const) : everywhere(id);

/** Read by `problemOf`, which says in a sentence what is wrong where a schema would name all that it might have been. */
export const Filter = z
  .custom<Language>((given) => problemOf(given, find) === null, {
    error: ({ input }) => problemOf(input, find) ?? undefined,
  })
  .meta({
    description: `{and: [filter…]}, {or: [filter…]} or {property, op, value}; at most ${limits.depth} deep and of ${limits.conditions} conditions. Properties of the workspace’s own by their id. Operators by property — ${ops.join('; ')}. anyOf, allOf and noneOf take a list (owner and persons know “me” and “none”, team “mine” and “none”, company and lastMessage “none”), last and notLast {n, unit: hour, day, week or month}, before and after a moment (of own dates a day, and next {n, unit}), empty and notEmpty nothing. Spam and trash are left out unless the filter asks for state.`,
  });
export type Filter = Language;

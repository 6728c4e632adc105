import type { Scope } from '../../shared/access.ts';

/**
 * Who may know of a thing that has no owner of its own: whoever may see something it belongs to. `reach` counts their
 * scopes, `audience` is those that count, and always `all`.
 */
export interface Reached {
  reach: { scope: Scope; n: number }[];
  audience: Scope[];
}

const audienceOf = (reach: Reached['reach']): Scope[] =>
  [...new Set(['all', ...reach.map(({ scope }) => scope)])].sort();

/** At first only who has made it knows of it; null made it by mail, and the ticket says who knows. */
export function firstReach(creatorId: string | null): Reached {
  const reach = creatorId ? [{ scope: `user:${creatorId}`, n: 1 }] : [];
  return { reach, audience: audienceOf(reach) };
}

/** The thing after something it belongs to went from one audience to another; null: it does not belong to it. */
export function reachMoved<T extends Reached>(
  thing: T,
  before: readonly Scope[] | null,
  after: readonly Scope[] | null,
): T {
  const counts = new Map(thing.reach.map(({ scope, n }) => [scope, n]));
  for (const scope of before ?? []) counts.set(scope, (counts.get(scope) ?? 0) - 1);
  for (const scope of after ?? []) counts.set(scope, (counts.get(scope) ?? 0) + 1);
  const reach = [...counts].filter(([, n]) => n > 0).map(([scope, n]) => ({ scope, n }));
  return { ...thing, reach, audience: audienceOf(reach) };
}

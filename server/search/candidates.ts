import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import type { Part } from '../../shared/search/words.ts';
import type { SearchKind } from './model.ts';
import type { Found, SearchStore, Way } from './store.ts';
import { soughtBy } from './tokens.ts';

/** A way with fewer entries than this is looked through whole. */
const fewEntries = 500;
/** Entries of a common way that are looked at, in ever bigger steps; what is sought is mostly in the first. */
const steps = [60, 240, 700, 1_000];

interface Condition {
  test: Way;
  /** How to go through it in the order of time when it has many. */
  along: Way;
}

const conditionsOf = (parts: readonly Part[], scopes: Scope[] | null): Condition[] => [
  ...parts.flatMap(soughtBy).map(({ test, along }) => ({
    test,
    along: typeof along === 'string' ? along : { any: along },
  })),
  ...(scopes ? [{ test: { scopes }, along: { scopes } }] : []),
];

/**
 * What may answer, the latest first, by way of the rarest condition: its entries are gone through in the order of time,
 * and the others sift them. Answers true in the end when it stopped before the way did.
 */
export async function* candidates(
  store: SearchStore,
  workspaceId: Id,
  kind: SearchKind,
  parts: readonly Part[],
  scopes: Scope[] | null,
): AsyncGenerator<Found[], boolean> {
  const conditions = conditionsOf(parts, scopes);
  const [only] = conditions;
  if (!only) return false;
  const counts =
    conditions.length === 1 && only.test === only.along
      ? [fewEntries]
      : await Promise.all(conditions.map(({ test }) => store.count(workspaceId, kind, test, fewEntries)));
  const fewest = Math.min(...counts);
  if (fewest === 0) return false;
  const rarest = conditions[counts.indexOf(fewest)] ?? only;
  const few = fewest < fewEntries;
  const way = few ? rarest.test : rarest.along;
  const others = conditions.flatMap(({ test }) => (test === way ? [] : [test]));

  async function sifted(found: Found[]): Promise<Found[]> {
    if (others.length === 0 || found.length === 0) return found;
    const kept = new Set(
      (
        await store.sift(
          found.map(({ _id }) => _id),
          others,
        )
      ).map(({ _id }) => _id),
    );
    return found.filter(({ _id }) => kept.has(_id));
  }

  let after: Found | null = null;
  for (const size of few ? [fewEntries] : steps) {
    const found: Found[] = await store.walk(workspaceId, kind, way, after, size);
    const some = await sifted(found);
    if (some.length > 0) yield some;
    if (found.length < size) return false;
    after = found.at(-1) ?? null;
  }
  return true;
}

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
const exactSteps = steps.slice(0, 2);

interface Condition {
  test: Way;
  /** How to go through it in the order of time when it has many. */
  along: Way;
  /** The very word, where its beginning is meant as well. */
  exact?: Way | undefined;
}

const conditionsOf = (parts: readonly Part[], scopes: Scope[] | null): Condition[] => [
  ...parts.flatMap(soughtBy).map(({ test, along, exact }) => ({
    test,
    along: typeof along === 'string' ? along : { any: along },
    exact,
  })),
  ...(scopes ? [{ test: { scopes }, along: { scopes } }] : []),
];

/** Of many that all have many: the one whose latest entries reach furthest back. */
async function sparsest(store: SearchStore, workspaceId: Id, kind: SearchKind, conditions: readonly Condition[]) {
  if (conditions.length === 1) return conditions[0];
  const size = steps[0] ?? fewEntries;
  const reaches = await Promise.all(
    conditions.map(async (condition) => {
      const found = await store.walk(workspaceId, kind, condition.exact ?? condition.along, null, size);
      const last = found.length < size ? undefined : found.at(-1);
      return { condition, back: last?.at.getTime() ?? Number.NEGATIVE_INFINITY };
    }),
  );
  return reaches.reduce((a, b) => (b.back < a.back ? b : a)).condition;
}

/**
 * What may answer, the latest first, by way of the rarest condition: its entries are gone through in the order of time,
 * and the others sift them. Of a beginning that many words have, those come first that have the very word; some may come
 * twice. Answers true in the end when it stopped before the way did.
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
  const few = fewest < fewEntries;
  const rarest =
    (few ? conditions[counts.indexOf(fewest)] : await sparsest(store, workspaceId, kind, conditions)) ?? only;
  const tests = conditions.map(({ test }) => test);
  const besides = tests.filter((test) => test !== rarest.test);

  async function sifted(found: Found[], others: Way[]): Promise<Found[]> {
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

  /** Answers true when it stopped before the way did. */
  async function* along(way: Way, sizes: readonly number[], others: Way[]): AsyncGenerator<Found[], boolean> {
    let after: Found | null = null;
    for (const size of sizes) {
      const found: Found[] = await store.walk(workspaceId, kind, way, after, size);
      const some = await sifted(found, others);
      if (some.length > 0) yield some;
      if (found.length < size) return false;
      after = found.at(-1) ?? null;
    }
    return true;
  }

  if (few) return yield* along(rarest.test, [fewEntries], besides);
  if (rarest.exact) yield* along(rarest.exact, exactSteps, besides);
  return yield* along(rarest.along, steps, rarest.along === rarest.test ? besides : tests);
}

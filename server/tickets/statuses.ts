import type { Input } from '../../shared/contract.ts';
import type { StatusView } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Pipeline } from './model.ts';

const invalid = (words: string) => new AppError('invalid', words, { field: 'statuses' });

/**
 * A pipeline's statuses as they were asked for; those that are new get an id, those that keep their name their preset.
 * @throws invalid
 */
export function statusesFrom(
  asked: Input<'pipeline.save'>['statuses'],
  before: readonly StatusView[],
  makeId: () => Id,
): StatusView[] {
  const ids = asked.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) throw invalid('A status stands in the list twice.');
  if (asked[0]?.state !== 'open') throw invalid('The first status is where new tickets begin: it must be open.');
  if (!asked.some(({ state }) => state === 'closed')) throw invalid('A pipeline needs a status that is closed.');
  if (asked[0].atCreation === false)
    throw invalid('The first status is where new tickets begin: they must be allowed to.');
  return asked.map(({ id, name, state, color = null, atCreation }) => {
    const known = before.find((status) => status.id === id);
    if (id !== undefined && !known)
      throw invalid('The pipeline has no such status. Leave the id out to make a new one.');
    const preset = known?.name === name ? known.preset : null;
    const begins = atCreation ?? known?.atCreation ?? true;
    return { id: known?.id ?? makeId(), name, preset, state, color, ...(begins ? {} : { atCreation: false }) };
  });
}

/** Those that go, or become something else: nothing of theirs may still be there. */
export const lostIn = (before: readonly StatusView[], after: readonly StatusView[]): StatusView[] =>
  before.filter((status) => after.find(({ id }) => id === status.id)?.state !== status.state);

/**
 * Where the tickets of statuses that go are to go.
 * @throws invalid when that is not a status that stays
 */
export function movesIn(
  asked: readonly { from: Id; to: Id }[],
  before: readonly StatusView[],
  after: readonly StatusView[],
): { from: Id; to: Id }[] {
  const has = (all: readonly StatusView[], id: Id) => all.some((status) => status.id === id);
  for (const { from, to } of asked) {
    if (has(after, to) && has(before, from) && !has(after, from)) continue;
    throw new AppError('invalid', 'Tickets go from a status that is removed to one that stays.', { field: 'moves' });
  }
  return [...asked];
}

/** Each status of one pipeline, and the first of the same state in another; where there is none, its first. */
export const sameStates = (from: Pipeline, to: Pipeline): { from: Id; to: Id }[] =>
  from.statuses.flatMap(({ id, state }) => {
    const target = to.statuses.find((status) => status.state === state) ?? to.statuses[0];
    return target ? [{ from: id, to: target.id }] : [];
  });

/** The statuses the pipeline sets by itself: the ones it had, as long as they are there and mean the same. product: T10. */
export function automationFor(
  statuses: readonly StatusView[],
  before: Pipeline['automation'] | undefined,
): Pipeline['automation'] {
  const kept = (id: Id | null | undefined, state: StatusView['state']): Id | null =>
    statuses.find((status) => status.id === id && status.state === state)?.id ?? null;
  const waiting = statuses.find(({ state }) => state === 'waiting')?.id ?? null;
  const [first, second] = statuses.filter(({ state }) => state === 'open');
  return {
    replySent: before?.replySent === null ? null : (kept(before?.replySent, 'waiting') ?? waiting),
    customerReplied:
      before?.customerReplied === null
        ? null
        : (kept(before?.customerReplied, 'open') ?? second?.id ?? first?.id ?? null),
  };
}

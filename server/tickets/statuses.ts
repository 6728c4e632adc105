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
  return asked.map(({ id, name, state, color = null, atCreation, ...asks }) => {
    const known = before.find((status) => status.id === id);
    if (id !== undefined && !known)
      throw invalid('The pipeline has no such status. Leave the id out to make a new one.');
    const preset = known?.name === name ? known.preset : null;
    const begins = atCreation ?? known?.atCreation ?? true;
    const requiredProperties = [...new Set(asks.requiredProperties ?? known?.requiredProperties ?? [])];
    const rules = asks.rules ?? known?.rules ?? {};
    return {
      id: known?.id ?? makeId(),
      name,
      preset,
      state,
      color,
      ...(begins ? {} : { atCreation: false }),
      ...(requiredProperties.length > 0 ? { requiredProperties } : {}),
      ...(Object.keys(rules).length > 0 ? { rules } : {}),
    };
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

type Named = Id | number;

/**
 * The statuses the pipeline sets by itself: as asked, else the ones it had, as long as they are there and mean the same.
 * product: T10. @throws invalid
 */
export function automationFor(
  statuses: readonly StatusView[],
  before: Pipeline['automation'] | undefined,
  asked: Input<'pipeline.save'>['automation'] = {},
): Pipeline['automation'] {
  const named = (name: Named): StatusView => {
    const found = typeof name === 'number' ? statuses[name] : statuses.find(({ id }) => id === name);
    if (found) return found;
    throw new AppError('invalid', 'The pipeline has no such status.', { field: 'automation' });
  };
  const kept = (id: Id | null | undefined, state: StatusView['state']): Id | null =>
    statuses.find((status) => status.id === id && status.state === state)?.id ?? null;
  /** As asked; else what it was; else, for one that was never decided or whose status is gone, the usual. */
  const choose = (
    wish: Named | null | undefined,
    was: Id | null | undefined,
    state: StatusView['state'],
    usual: Id | null,
  ) => {
    if (wish !== undefined) return wish === null ? null : named(wish).id;
    return was === null ? null : (statuses.find(({ id }) => id === was && kept(was, state))?.id ?? usual);
  };
  const waiting = statuses.find(({ state }) => state === 'waiting')?.id ?? null;
  const [first, second] = statuses.filter(({ state }) => state === 'open');
  const inactivity = asked.inactivity === undefined ? (before?.inactivity ?? null) : asked.inactivity;
  const closing =
    inactivity && statuses.find((status, at) => status.id === inactivity.statusId || at === inactivity.statusId);
  if (asked.inactivity && closing?.state !== 'closed')
    throw new AppError('invalid', 'What nobody touches goes to a status that is closed.', { field: 'automation' });
  return {
    firstMessage: choose(
      asked.firstMessage,
      before ? (before.firstMessage ?? null) : undefined,
      'open',
      first?.id ?? null,
    ),
    replySent: choose(asked.replySent, before?.replySent, 'waiting', waiting),
    customerReplied: choose(asked.customerReplied, before?.customerReplied, 'open', second?.id ?? first?.id ?? null),
    inactivity: inactivity && closing?.state === 'closed' ? { ...inactivity, statusId: closing.id } : null,
  };
}

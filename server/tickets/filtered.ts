import { type Scope, ticketScopesOf } from '../../shared/access.ts';
import type { TicketSort } from '../../shared/contract/tickets.ts';
import { AppError } from '../../shared/errors.ts';
import { fits, phasesOf } from '../../shared/filter/fits.ts';
import { conditionsIn, type Filter, problemOf } from '../../shared/filter/language.ts';
import { type Asker, type Find, finderOf, isOwn } from '../../shared/filter/properties.ts';
import type { Id } from '../../shared/ids.ts';
import { priorities as allPriorities, priorityRank } from '../../shared/order.ts';
import type { PropertyView } from '../../shared/propertyKinds.ts';
import type { Actor } from '../auth/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { After, ListSort } from '../storage/keyset.ts';
import type { Place } from './cursor.ts';
import { type Guide, guideOf, leavesRest, type QueryAsker, queryOf } from './filterQuery.ts';
import type { Look, TicketLook } from './look.ts';
import { type Ticket, viewOf } from './model.ts';
import { ownTeams } from './policy.ts';

/** What an answer says that took long: no index knows the filter, and so many were looked at. Its page may be short. */
export interface Slow {
  reason: 'looking';
  looked: number;
}

export interface Filtered {
  tickets: Ticket[];
  next: Place | null;
  slow: Slow | null;
  /** Properties of the filter that have been deleted. */
  gone: string[];
}

/** Rows looked at for one answer, in ever bigger steps: a common thing is found in the first. */
const usualSteps = [500, 1500, 3000];
/** A count may take longer than a page, and is asked for less often. */
const countSteps = [...usualSteps, 5000, 5000, 5000];
/** Rows of a window that the asker's marks decide on, at once. */
const rowsAtOnce = 500;
export const countAtMost = 1000;
/** So many followed tickets can be named in a query; of more, rows are looked at one by one. */
const followedAtMost = 5000;

interface Parts {
  look: TicketLook;
  marks: {
    followedIds(actor: Actor, most: number): Promise<Id[]>;
    findMany(memberId: Id, ticketIds: Id[]): Promise<{ ticketId: Id; following: boolean; readSeq: number }[]>;
  };
  /** The tickets the actor has a draft for. */
  draftIds(actor: Actor): Promise<Id[]>;
  /** The workspace's own properties, deleted ones too. */
  ownProperties(workspaceId: Id): Promise<PropertyView[]>;
  clock: Clock;
  steps?: number[];
}

/** Whom the filter names as owner or team is in the audience, so whoever may see all of theirs looks there alone. */
function scopesFor(held: Scope[], { owners, teams }: Guide): Scope[] {
  const mayLook = (wanted: Scope[]) => wanted.every((scope) => held.includes('all') || held.includes(scope));
  const nobody = (ids: (Id | null)[] | undefined) => ids?.length === 1 && ids[0] === null;
  if (nobody(owners) && nobody(teams)) return mayLook(['unassigned']) ? ['unassigned'] : held;
  const named = [owners?.map((id) => id && `user:${id}`), teams?.map((id) => id && `team:${id}`)];
  const wanted = named.find((scopes): scopes is Scope[] => scopes?.every((scope) => scope !== null) ?? false);
  return wanted && mayLook(wanted) ? wanted : held;
}

/** One list after another, as by priority. */
interface Stretch {
  sort: ListSort;
  guide: Guide;
  rest: Record<string, unknown>;
  after: After | null;
  priority: Place['priority'];
}

function stretchesOf(sort: TicketSort, guide: Guide, after: Place | null): Stretch[] {
  if (sort !== 'priority') return [{ sort, guide, rest: {}, after, priority: after?.priority ?? 'normal' }];
  const wanted = allPriorities
    .toReversed()
    .filter((one) => guide.priorities?.includes(one) ?? true)
    .filter((one) => !after || priorityRank[one] <= priorityRank[after.priority]);
  const { statusIds: _statuses, sources: _sources, ...others } = guide;
  return wanted.map((priority) => ({
    sort: 'activity',
    guide: { ...others, priorities: [priority] },
    rest: { priority },
    after: after?.priority === priority ? after : null,
    priority,
  }));
}

/** Behind everything in an order by activity. */
const theEnd: After = { activityAt: new Date(0), id: '00000000-0000-7000-8000-000000000000' };

/** Lists and counts by a filter, by the rights of this moment; each looks at so many rows at most. */
export function createFiltered({ look, marks, draftIds, ownProperties, clock, steps = usualSteps }: Parts) {
  /** The properties that the filter may name. @throws invalid, and says why, for a filter that asks what nobody can */
  async function known(workspaceId: Id, filter: Filter): Promise<Find> {
    const own = conditionsIn(filter).some(({ property }) => isOwn(property)) ? await ownProperties(workspaceId) : [];
    const find = finderOf(own);
    const problem = problemOf(filter, find);
    if (problem) throw new AppError('invalid', problem, { field: 'filter' });
    return find;
  }

  async function askerOf(actor: Actor, filter: Filter): Promise<QueryAsker> {
    const find = await known(actor.workspaceId, filter);
    const names = new Set(conditionsIn(filter).map(({ property }) => property));
    const followed = names.has('following') ? await marks.followedIds(actor, followedAtMost + 1) : [];
    return {
      id: actor.id,
      teamIds: ownTeams(actor),
      now: clock.now().getTime(),
      draftIds: names.has('draft') ? await draftIds(actor) : [],
      followedIds: followed.length > followedAtMost ? null : followed,
      find,
    };
  }

  /** Of what the query let pass, that which the filter means. */
  async function meant(actor: Actor, filter: Filter, asker: QueryAsker, found: Ticket[]): Promise<Ticket[]> {
    const kept = await marks.findMany(
      actor.id,
      found.map(({ _id }) => _id),
    );
    const byTicket = new Map(kept.map((mark) => [mark.ticketId, mark]));
    const whole: Asker = {
      ...asker,
      follows: (id) => byTicket.get(id)?.following ?? false,
      isUnread: ({ id, lastInSeq }) => lastInSeq > (byTicket.get(id)?.readSeq ?? 0),
      hasDraft: (id) => asker.draftIds.includes(id),
    };
    return found.filter((ticket) => fits(filter, viewOf(ticket), whole));
  }

  async function prepared(actor: Actor, filter: Filter) {
    const asker = await askerOf(actor, filter);
    const guide = guideOf(filter, asker);
    const wanted = phasesOf(filter).filter((phase) => guide.phases?.includes(phase) ?? true);
    const scopes = scopesFor(ticketScopesOf(actor.rights), guide);
    const impossible = wanted.length === 0 || scopes.length === 0 || Object.values(guide).some(isNothing);
    const rest = queryOf(filter, asker);
    const { workspaceId } = actor;
    const lookFrom = (stretch: Stretch, after: After | null, step: number): Look => {
      const { sort, guide: own } = stretch;
      return { workspaceId, scopes, phases: wanted, guide: own, rest: [stretch.rest, rest], sort, after, step };
    };
    return { asker, guide, impossible, lookFrom, perRow: leavesRest(filter, asker) };
  }

  const goneIn = (filter: Filter, find: Find): string[] => [
    ...new Set(conditionsIn(filter).flatMap(({ property }) => (find(property)?.gone ? [property] : []))),
  ];

  const isNothing = (one: unknown) => Array.isArray(one) && one.length === 0;

  return {
    async list(
      actor: Actor,
      asked: { filter: Filter; sort: TicketSort; after: Place | null; limit: number },
    ): Promise<Filtered> {
      const { filter, sort, limit } = asked;
      const { asker, guide, impossible, lookFrom, perRow } = await prepared(actor, filter);
      const tickets: Ticket[] = [];
      const gone = goneIn(filter, asker.find);
      if (impossible) return { tickets, next: null, slow: null, gone };
      const budget = steps.map((step) => (perRow ? Math.min(step, rowsAtOnce) : step));
      let looked = 0;
      const full = (slow: Slow | null): Filtered => {
        const last = tickets[limit - 1] as Ticket;
        const next = { activityAt: last.activityAt, id: last._id, priority: last.priority };
        return { tickets: tickets.slice(0, limit), next, slow, gone };
      };
      for (const stretch of stretchesOf(sort, guide, asked.after)) {
        let after: After | null = stretch.after;
        for (let ended = false; !ended; ) {
          const step = budget.shift();
          const slow = { reason: 'looking', looked } as const;
          if (!step) return { tickets, next: { ...(after ?? theStart(sort)), priority: stretch.priority }, slow, gone };
          const most = perRow ? rowsAtOnce : limit + 1 - tickets.length;
          const { found, edge } = await look.find(lookFrom(stretch, after, step), most);
          tickets.push(...(perRow ? await meant(actor, filter, asker, found) : found));
          looked += step;
          if (tickets.length > limit) return full(looked > (steps[0] ?? 0) ? { reason: 'looking', looked } : null);
          after = edge;
          ended = edge === null;
        }
      }
      return { tickets, next: null, slow: null, gone };
    },

    /** @returns what of it has been deleted. @throws invalid, and says why, for what cannot be asked in this workspace */
    mustBeFilter: async (workspaceId: Id, filter: Filter): Promise<string[]> =>
      goneIn(filter, await known(workspaceId, filter)),

    /** Those of the tickets that the filter lets through. Access is not asked here. */
    fitting: async (actor: Actor, filter: Filter, tickets: Ticket[]): Promise<Ticket[]> =>
      meant(actor, filter, await askerOf(actor, filter), tickets),

    /** Exact up to `countAtMost`; `more` when there are more, or may be. */
    async count(actor: Actor, filter: Filter): Promise<{ n: number; more: boolean; slow: Slow | null }> {
      const { asker, guide, impossible, lookFrom, perRow } = await prepared(actor, filter);
      if (impossible) return { n: 0, more: false, slow: null };
      const [stretch] = stretchesOf('activity', guide, null);
      let [n, looked, after] = [0, 0, null as After | null];
      for (const step of countSteps) {
        if (!stretch) break;
        const found = perRow
          ? await look.find(lookFrom(stretch, after, step), step + rowsAtOnce)
          : await look.count(lookFrom(stretch, after, step), countAtMost + 1 - n);
        n += typeof found.found === 'number' ? found.found : (await meant(actor, filter, asker, found.found)).length;
        if (n > countAtMost) return { n: countAtMost, more: true, slow: null };
        if (found.edge === null) return { n, more: false, slow: null };
        looked += step;
        after = found.edge;
      }
      return { n, more: true, slow: { reason: 'looking', looked } };
    },
  };

  function theStart(sort: TicketSort): After {
    return sort === 'oldest'
      ? theEnd
      : { activityAt: new Date('9999-12-31'), id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' };
  }
}

export type FilteredLists = ReturnType<typeof createFiltered>;

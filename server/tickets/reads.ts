import { canDelete, canEdit, meets, type Scope, ticketScopesOf } from '../../shared/access.ts';
import type { TicketFilter, TicketSort } from '../../shared/contract/tickets.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { MarkView, Priority } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import { Phase } from '../../shared/facets.ts';
import type { Filter } from '../../shared/filter/language.ts';
import { within } from '../../shared/filter/within.ts';
import type { Id } from '../../shared/ids.ts';
import { priorities, priorityRank } from '../../shared/order.ts';
import { type ViewId, viewRules, viewsOf } from '../../shared/views.ts';
import type { Actor } from '../auth/actor.ts';
import { viewOf as companyView } from '../companies/model.ts';
import type { CompanyService } from '../companies/service.ts';
import { type Contact, viewOf as contactView } from '../contacts/model.ts';
import type { ContactService } from '../contacts/service.ts';
import type { After, ListSort } from '../storage/keyset.ts';
import { createCurrent } from './current.ts';
import { type Place, readCursor, writeCursor } from './cursor.ts';
import type { FilteredLists } from './filtered.ts';
import { type Ticket, viewOf } from './model.ts';
import { mustSee, ownTeams } from './policy.ts';
import type { TicketQuery, TicketStore } from './store.ts';

type Conditions = Omit<TicketQuery, 'sort' | 'after' | 'limit'>;

interface Asked {
  conditions: Conditions;
  view: ViewId | undefined;
  filter: TicketFilter;
  sort: TicketSort;
}

interface FollowedQuery {
  workspaceId: Id;
  memberId: Id;
  priority?: Priority | undefined;
  sort: ListSort;
  after: After | null;
  limit: number;
}

/** What members keep of tickets for themselves. */
interface Marks {
  followed(query: FollowedQuery): Promise<{ ticketId: Id }[]>;
  findMany(memberId: Id, ticketIds: Id[]): Promise<Mark[]>;
  viewOf(mark: Mark): MarkView;
}
type Mark = MarkView & { memberId: Id };

/** Rows looked through at once, and for one page at most, where a filter asks what no index knows. */
const lookStep = 200;
const lookMost = 2000;
/** Of a list that is read from end to end. */
const gatheredAtOnce = 500;

/** Every field of the filter that is one of the ticket's own. */
function exactly(filter: TicketFilter, ticket: Ticket): boolean {
  const { view: _view, phase: _phase, unread: _unread, where: _where, contactId, linkedTo, ...exact } = filter;
  const same = Object.entries(exact) as [keyof typeof exact, unknown][];
  return (
    same.every(([field, value]) => value === undefined || ticket[field] === value) &&
    (contactId === undefined || ticket.contactIds.includes(contactId)) &&
    (linkedTo === undefined || ticket.linkedIds.includes(linkedTo))
  );
}

/**
 * The scopes to look under. A ticket's owner and team are in its audience, so whoever may see all of theirs need not
 * look through everybody's.
 */
function scopesFor(held: Scope[], ownerId: Id | null | undefined, teamIds: Id[] | undefined): Scope[] {
  const wanted = ownerId ? [`user:${ownerId}`] : teamIds?.map((id) => `team:${id}`);
  return wanted?.every((scope) => held.includes('all') || held.includes(scope)) ? wanted : held;
}

/** What a list asks, before its order: the rule of the view and the filter together. Null when nothing can be in it. */
function conditionsOf(actor: Actor, filter: TicketFilter): Conditions | null {
  const { view, phase, unread: _residual, where: _where, ...exact } = filter;
  if (view && !viewsOf(actor.rights).includes(view)) {
    throw new AppError('notFound', 'There is no such view, or it is not open to you.');
  }
  const rule = view ? viewRules[view] : undefined;
  const phases = (rule?.phases ?? Phase.options).filter((one) => !phase || one === phase);
  const ruled = rule?.owner === 'none' ? null : rule?.owner === 'me' ? actor.id : undefined;
  const ownerId = ruled === undefined ? exact.ownerId : ruled;
  const contradicts = ruled !== undefined && exact.ownerId !== undefined && exact.ownerId !== ruled;
  const teamIds = rule?.team === 'mine' ? ownTeams(actor) : undefined;
  const scopes = scopesFor(
    ticketScopesOf(actor.rights),
    ownerId,
    teamIds ?? (exact.teamId ? [exact.teamId] : undefined),
  );
  if (contradicts || phases.length === 0 || scopes.length === 0) return null;
  return {
    ...exact,
    ...(ownerId === undefined ? {} : { ownerId }),
    workspaceId: actor.workspaceId,
    scopes,
    phases,
    ...(teamIds ? { teamIds } : {}),
  };
}

/** @throws invalid for a filter that asks for the same in two ways */
function mustStandAlone({ where, view: _view, ...others }: TicketFilter): void {
  const [other] = Object.keys(others);
  if (where && other) {
    throw new AppError('invalid', `Say “${other}” in the filter as {property, op, value}.`, { field: 'filter' });
  }
}

const companyIdsOf = (ticket: Ticket, contacts: Contact[]): Id[] => [
  ...new Set([ticket.companyId, ...contacts.map(({ companyId }) => companyId)].filter((id) => id !== null)),
];

const placeOf = ({ activityAt, _id, priority }: Ticket): Place => ({ activityAt, id: _id, priority });

/** Lists and single tickets for a member, by his rights of this moment. */
export function createTicketReads(deps: {
  store: TicketStore;
  contacts: ContactService;
  companies: CompanyService;
  marks: Marks;
  filtered: FilteredLists;
}) {
  const { store, contacts, companies, marks, filtered } = deps;
  const current = createCurrent(store);

  /** The tickets of these marks, in their order; what the filter leaves out is left out by `fits`. */
  async function followed(actor: Actor, query: Omit<FollowedQuery, 'workspaceId' | 'memberId'>): Promise<Ticket[]> {
    const { workspaceId, id: memberId } = actor;
    const page = await marks.followed({ ...query, workspaceId, memberId });
    const found = await store.findMany(
      workspaceId,
      page.map(({ ticketId }) => ticketId),
    );
    const byId = new Map(found.map((ticket) => [ticket._id, ticket]));
    return page.flatMap(({ ticketId }) => byId.get(ticketId) ?? []);
  }

  /** Some rows of the order, behind `after`; by priority they are three lists, one after another. */
  async function rows(actor: Actor, asked: Asked, after: Place | null, limit: number): Promise<Ticket[]> {
    const { conditions, view, sort } = asked;
    const from = (query: { sort: ListSort; priority?: Priority | undefined; after: Place | null; limit: number }) =>
      view && viewRules[view].followed ? followed(actor, query) : store.list({ ...conditions, ...query });
    if (sort !== 'priority') return from({ sort, priority: conditions.priority, after, limit });
    const found: Ticket[] = [];
    for (const priority of priorities.toReversed()) {
      const passed = after !== null && priorityRank[priority] > priorityRank[after.priority];
      const unwanted = conditions.priority !== undefined && conditions.priority !== priority;
      if (passed || unwanted || found.length >= limit) continue;
      const behind = after?.priority === priority ? after : null;
      found.push(...(await from({ sort: 'activity', priority, after: behind, limit: limit - found.length })));
    }
    return found;
  }

  /** What the query could not leave out by an index. */
  async function fitting(actor: Actor, asked: Asked, some: Ticket[]): Promise<Ticket[]> {
    const { conditions, view, filter } = asked;
    const allowed =
      view && viewRules[view].followed
        ? some.filter((ticket) => meets(conditions.scopes, ticket.audience) && conditions.phases.includes(ticket.phase))
        : some;
    const wanted = allowed.filter((ticket) => exactly(filter, ticket));
    if (!filter.unread) return wanted;
    const kept = await marks.findMany(
      actor.id,
      wanted.map(({ _id }) => _id),
    );
    const read = new Map(kept.map(({ ticketId, readSeq }) => [ticketId, readSeq]));
    return wanted.filter(({ _id, lastInSeq }) => lastInSeq > (read.get(_id) ?? 0));
  }

  /**
   * A page. What no index knows of (who has read what) is looked through, so many rows at a time and no more than so
   * many for a page: a page may be short, and goes on where it stopped.
   */
  async function pageOf(actor: Actor, asked: Asked, cursor: string | null, limit: number) {
    const residual = asked.filter.unread || (asked.view !== undefined && viewRules[asked.view].followed);
    const step = residual ? lookStep : limit + 1;
    const kept: Ticket[] = [];
    let at = readCursor(cursor);
    for (let looked = 0; looked < lookMost; looked += step) {
      const some = await rows(actor, asked, at, step);
      kept.push(...(residual ? await fitting(actor, asked, some) : some));
      const last = some.at(-1);
      at = some.length < step || !last ? null : placeOf(last);
      if (kept.length > limit || !at || !residual) break;
    }
    const items = kept.slice(0, limit);
    const last = items.at(-1);
    const next = kept.length > limit && last ? placeOf(last) : at;
    return { items, next: next && writeCursor(next), slow: null, gone: [] };
  }

  /** A page of what a filter of any property finds in a view. */
  async function filteredPage(actor: Actor, where: Filter, asked: Asked, cursor: string | null, limit: number) {
    const filter = within(asked.view, where);
    const { tickets, next, slow, gone } = await filtered.list(actor, {
      filter,
      sort: asked.sort,
      after: readCursor(cursor),
      limit,
    });
    return { items: tickets, next: next && writeCursor(next), slow, gone };
  }

  const aPage = (actor: Actor, asked: Asked, cursor: string | null, limit: number) =>
    asked.filter.where
      ? filteredPage(actor, asked.filter.where, asked, cursor, limit)
      : pageOf(actor, asked, cursor, limit);

  /**
   * The ids of all that match. They are read in the order of their activity, which every index has; what became active
   * meanwhile has moved to the front, so the front is read once more. @throws tooLarge
   */
  async function matching(actor: Actor, filter: TicketFilter, most: number): Promise<Set<Id>> {
    const conditions = conditionsOf(actor, filter);
    mustStandAlone(filter);
    const ids = new Set<Id>();
    if (!conditions) return ids;
    const asked: Asked = { conditions, view: filter.view, filter, sort: 'activity' };
    async function gather(until: Date | null): Promise<Date | null> {
      let cursor: string | null = null;
      let first: Date | null = null;
      do {
        const page: { items: Ticket[]; next: string | null } = await aPage(actor, asked, cursor, gatheredAtOnce);
        first ??= page.items[0]?.activityAt ?? null;
        for (const { _id } of page.items) ids.add(_id);
        if (ids.size > most) {
          throw new AppError('tooLarge', `More than ${most} tickets match. Narrow the filter.`, { most });
        }
        const last = page.items.at(-1);
        cursor = until && last && last.activityAt < until ? null : page.next;
      } while (cursor !== null);
      return first;
    }
    const first = await gather(null);
    if (first) await gather(first);
    return ids;
  }

  return {
    count: filtered.count,
    matching,

    async list(actor: Actor, input: Input<'ticket.list'>): Promise<Output<'ticket.list'>> {
      const { filter = {}, sort = 'activity', cursor = null, limit = 50 } = input;
      const conditions = conditionsOf(actor, filter);
      readCursor(cursor);
      mustStandAlone(filter);
      if (!conditions) return { items: [], next: null, contacts: [], marks: [] };
      const asked = { conditions, view: filter.view, filter, sort };
      const { items, next, slow, gone } = await aPage(actor, asked, cursor, limit);
      const named = await contacts.find(actor.workspaceId, [...new Set(items.flatMap((ticket) => ticket.contactIds))]);
      const kept = await marks.findMany(
        actor.id,
        items.map(({ _id }) => _id),
      );
      return {
        items: items.map(viewOf),
        next,
        ...(slow ? { slow } : {}),
        ...(gone.length > 0 ? { gone } : {}),
        contacts: named.map(contactView),
        marks: kept.map(marks.viewOf),
      };
    },

    async get(actor: Actor, ticketId: Id) {
      const ticket = await current.one(actor.workspaceId, ticketId);
      mustSee(actor, ticket);
      const named = await contacts.find(actor.workspaceId, ticket.contactIds);
      const [mark] = await marks.findMany(actor.id, [ticket._id]);
      return {
        ticket: viewOf(ticket),
        contacts: named.map(contactView),
        companies: (await companies.find(actor.workspaceId, companyIdsOf(ticket, named))).map(companyView),
        mark: mark ? marks.viewOf(mark) : null,
        can: { edit: canEdit(actor.rights, ticket), delete: canDelete(actor.rights, ticket) },
      };
    },

    async byNumber(actor: Actor, number: number) {
      const found = await store.byNumber(actor.workspaceId, number);
      const ticket = found && (await current.one(actor.workspaceId, found._id));
      mustSee(actor, ticket);
      return { ticketId: ticket._id, number: ticket.number };
    },

    /** A merged ticket's own, for who sees what it was merged into. */
    async history(actor: Actor, ticketId: Id, cursor: string | null, limit: number) {
      mustSee(actor, await current.one(actor.workspaceId, ticketId));
      const page = await store.historyOf(ticketId, cursor, limit + 1);
      const items = page.slice(0, limit);
      return { items, next: page.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  };
}

export type TicketReads = ReturnType<typeof createTicketReads>;

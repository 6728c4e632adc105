import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { type After, beyond, type ListSort } from '../storage/keyset.ts';
import { type Model, op } from '../storage/model.ts';
import type { Guide } from './filterQuery.ts';
import type { Ticket } from './model.ts';

/** A look through tickets in their order, from one place on, at so many and no more. */
export interface Look {
  workspaceId: Id;
  scopes: Scope[];
  phases: string[];
  guide: Guide;
  /** What else must hold, asked of each row. */
  rest: Record<string, unknown>[];
  sort: ListSort;
  after: After | null;
  /** Rows to look at. */
  step: number;
}

type Query = Record<string, unknown>;
type Keys = Record<string, 1 | -1>;

const orders = {
  activity: { activityAt: -1, _id: -1 },
  oldest: { activityAt: 1, _id: 1 },
  created: { _id: -1 },
  first: { _id: 1 },
} as const satisfies Record<ListSort, Keys>;

const oneOf = <T>(values: readonly T[]) => (values.length === 1 ? values[0] : op({ $in: values }));
const byActivity = (sort: ListSort) => sort === 'activity' || sort === 'oldest';

/** The rows that one index can name, which are those to look at; the index, and what else must hold of them. */
function baseOf({ workspaceId, scopes, phases, guide, sort }: Look): { base: Query; index?: Keys; rest: Query } {
  const seen = { audience: oneOf(scopes), phase: oneOf(phases) };
  const { ticketIds, numbers, contactIds, companyIds, statusIds, priorities, sources, activeFrom } = guide;
  const since: Query = activeFrom && byActivity(sort) ? { activityAt: op({ $gte: activeFrom }) } : {};
  const own = { activityAt: -1, _id: -1 } as const;
  if (ticketIds) return { base: { workspaceId, _id: op({ $in: ticketIds }) }, index: { _id: 1 }, rest: seen };
  if (numbers)
    return { base: { workspaceId, number: oneOf(numbers) }, index: { workspaceId: 1, number: 1 }, rest: seen };
  if (contactIds) {
    const base = { workspaceId, contactIds: oneOf(contactIds), ...since };
    return { base, index: { workspaceId: 1, contactIds: 1, ...own }, rest: seen };
  }
  if (companyIds && !companyIds.includes(null as never)) {
    const base = { workspaceId, companyId: oneOf(companyIds), ...since };
    return { base, index: { workspaceId: 1, companyId: 1, ...own }, rest: seen };
  }
  const lead = { workspaceId: 1, audience: 1, phase: 1 } as const;
  if (!byActivity(sort)) return { base: { workspaceId, ...seen }, index: { ...lead, _id: -1 }, rest: {} };
  const fields = { statusId: statusIds, priority: priorities, source: sources };
  for (const [field, values] of Object.entries(fields)) {
    if (!values) continue;
    const base = { workspaceId, ...seen, [field]: oneOf(values), ...since };
    return { base, index: { ...lead, [field]: 1, ...own }, rest: {} };
  }
  return { base: { workspaceId, ...seen, ...since }, index: { ...lead, ...own }, rest: {} };
}

/** Up to and with this place, in the order. */
function upTo(sort: ListSort, { activityAt, id }: After): Query[] {
  if (sort === 'created') return [{ _id: op({ $gte: id }) }];
  if (sort === 'first') return [{ _id: op({ $lte: id }) }];
  const [within, past] = sort === 'activity' ? ['$gte', '$gt'] : ['$lte', '$lt'];
  return [
    { activityAt: op({ [within]: activityAt }) },
    { $or: [{ activityAt: op({ [past]: activityAt }) }, { _id: op({ [within]: id }) }] },
  ];
}

/** From this place on, or a little before it among what was active at the same moment: exact bounds of an index. */
function from(sort: ListSort, after: After | null): Query[] {
  if (!after) return [];
  if (!byActivity(sort)) return [beyond(sort, after, '_id')];
  return [{ activityAt: op({ [sort === 'activity' ? '$lte' : '$gte']: after.activityAt }) }];
}

export function createLook(tickets: Model<Ticket>) {
  /** Where the rows to look at end; null at the end of all. */
  async function edgeOf(look: Look): Promise<After | null> {
    const { base, index } = baseOf(look);
    const [edge] = await tickets
      .find({ $and: [base, ...from(look.sort, look.after)] })
      .sort(orders[look.sort])
      .hint(index ?? { _id: 1 })
      .skip(look.step - 1)
      .limit(1)
      .select({ activityAt: 1 })
      .lean<Pick<Ticket, '_id' | 'activityAt'>[]>();
    return edge ? { activityAt: edge.activityAt, id: edge._id } : null;
  }

  async function windowOf(look: Look) {
    const edge = await edgeOf(look);
    const { base, index, rest } = baseOf(look);
    const parts = [
      base,
      beyond(look.sort, look.after, '_id'),
      ...(edge ? upTo(look.sort, edge) : []),
      rest,
      ...look.rest,
    ];
    return {
      edge,
      index: index ?? { _id: 1 as const },
      filter: { $and: parts.filter((one) => Object.keys(one).length > 0) },
    };
  }

  return {
    /** The first of them that fit, and where the look ended; null at the end of all. */
    async find(look: Look, limit: number): Promise<{ found: Ticket[]; edge: After | null }> {
      const { edge, index, filter } = await windowOf(look);
      const found = await tickets.find(filter).sort(orders[look.sort]).hint(index).limit(limit).lean<Ticket[]>();
      return { found, edge };
    },
    async explain(look: Look, limit: number) {
      const { index, filter } = await windowOf(look);
      return tickets.find(filter).sort(orders[look.sort]).hint(index).limit(limit).explain('executionStats');
    },
    async count(look: Look, limit: number): Promise<{ found: number; edge: After | null }> {
      const { edge, index, filter } = await windowOf(look);
      return { found: await tickets.countDocuments(filter, { hint: index, limit }), edge };
    },
  };
}

export type TicketLook = ReturnType<typeof createLook>;

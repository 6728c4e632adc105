import type { ClientSession, Connection } from 'mongoose';
import type { Scope } from '../../shared/access.ts';
import type { TicketFilter } from '../../shared/contract/tickets.ts';
import type { HistoryEntry } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Phase } from '../../shared/views.ts';
import { type After, beyond, type ListSort } from '../storage/keyset.ts';
import { defineModel, Mixed, op } from '../storage/model.ts';
import { createWorkingSet } from '../storage/workingSet.ts';
import { createLook } from './look.ts';
import type { Pipeline, Ticket } from './model.ts';

const text = { type: String, required: true };
const maybe = { type: String, default: null };

interface StoredEntry extends Omit<HistoryEntry, 'id' | 'at'> {
  _id: Id;
  workspaceId: Id;
  at: Date;
}

/** What a list asks: who looks, which phases, and what else. Access is a field like the others. */
export interface TicketQuery extends Omit<TicketFilter, 'view' | 'phase' | 'unread' | 'where'> {
  workspaceId: Id;
  scopes: Scope[];
  phases: Phase[];
  teamIds?: Id[];
  sort: ListSort;
  after: After | null;
  limit: number;
}

const sortKeys = {
  activity: { activityAt: -1, _id: -1 },
  oldest: { activityAt: 1, _id: 1 },
  created: { _id: -1 },
  first: { _id: 1 },
} as const satisfies Record<ListSort, Record<string, 1 | -1>>;

const oneOf = <T>(values: readonly T[]) => (values.length === 1 ? values[0] : op({ $in: values }));

function filterOf(query: TicketQuery): Record<string, unknown> {
  const { workspaceId, scopes, phases, teamIds, contactId, companyId, linkedTo } = query;
  const { pipelineId, statusId, priority, ownerId, teamId, source } = query;
  const things = { contactIds: contactId, companyId, linkedIds: linkedTo };
  const exact = { pipelineId, statusId, priority, ownerId, teamId, source, ...things };
  return {
    workspaceId,
    audience: oneOf(scopes),
    phase: oneOf(phases),
    ...Object.fromEntries(Object.entries(exact).filter(([, value]) => value !== undefined)),
    ...(teamIds ? { $and: [{ teamId: op({ $in: teamIds }) }] } : {}),
    ...beyond(query.sort, query.after, '_id'),
  };
}

export function createTicketStore(connection: Connection) {
  const tickets = defineModel<Ticket>(
    connection,
    'tickets',
    {
      workspaceId: text,
      number: Number,
      name: text,
      pipelineId: text,
      statusId: text,
      state: text,
      phase: text,
      priority: text,
      source: text,
      ownerId: maybe,
      teamId: maybe,
      guestIds: [String],
      contactIds: [String],
      companyId: maybe,
      linkedIds: [String],
      tags: [String],
      lastMessage: Mixed,
      createdAt: Date,
      activityAt: Date,
      closedAt: { type: Date, default: null },
      continuesId: maybe,
      mergedIntoId: maybe,
      merged: Mixed,
      snooze: Mixed,
      spamAt: { type: Date, default: null },
      trashedAt: { type: Date, default: null },
      lastInSeq: Number,
      properties: Mixed,
      firstReplyAt: Date,
      lastReplyAt: Date,
      statusAt: Date,
      idleAt: Date,
      audience: [String],
      version: Number,
    },
    [
      [{ workspaceId: 1, number: 1 }, { unique: true }],
      // Every list: who may see, which phases, then the order.
      [{ workspaceId: 1, audience: 1, phase: 1, activityAt: -1, _id: -1 }],
      [{ workspaceId: 1, audience: 1, phase: 1, _id: -1 }],
      // Quick filters, in the order of activity; a list by priority is three of them.
      [{ workspaceId: 1, audience: 1, phase: 1, priority: 1, activityAt: -1, _id: -1 }],
      [{ workspaceId: 1, audience: 1, phase: 1, statusId: 1, activityAt: -1, _id: -1 }],
      [{ workspaceId: 1, audience: 1, phase: 1, source: 1, activityAt: -1, _id: -1 }],
      // Is a status used, and by which?
      [{ workspaceId: 1, statusId: 1, _id: 1 }],
      // What goes on from a ticket?
      [{ workspaceId: 1, continuesId: 1, _id: -1 }],
      // A contact's tickets.
      [{ workspaceId: 1, contactIds: 1, activityAt: -1, _id: -1 }],
      // A company's tickets, and those linked with a ticket.
      [{ workspaceId: 1, companyId: 1, activityAt: -1, _id: -1 }],
      [{ workspaceId: 1, linkedIds: 1, activityAt: -1, _id: -1 }],
    ],
  );
  const pipelines = defineModel<Pipeline>(
    connection,
    'pipelines',
    {
      workspaceId: text,
      name: text,
      preset: maybe,
      statuses: Mixed,
      automation: Mixed,
      reopenDays: Number,
      version: Number,
      deletedAt: Date,
    },
    [[{ workspaceId: 1, _id: 1 }]],
  );
  const history = defineModel<StoredEntry>(
    connection,
    'history',
    {
      workspaceId: text,
      ticketId: text,
      at: Date,
      actorId: maybe,
      property: text,
      key: String,
      from: maybe,
      to: maybe,
    },
    [[{ ticketId: 1, _id: -1 }]],
  );

  const set = createWorkingSet(tickets);

  /** Those that match as of this moment of the transaction, as its working set has them. Without a `sort` in the order of whatever index serves. */
  async function some(
    filter: { workspaceId: Id } & Record<string, unknown>,
    limit: number,
    session: ClientSession,
    sort: Record<string, 1 | -1> = {},
  ): Promise<Ticket[]> {
    await set.flush(session);
    const found = await tickets
      .find(filter)
      .select({ _id: 1 })
      .sort(sort)
      .limit(limit)
      .session(session)
      .lean<{ _id: Id }[]>();
    const ids = found.map(({ _id }) => _id);
    return set.find(filter.workspaceId, ids, session);
  }

  return {
    insert: set.insert,
    /** Guarded by the version, so that a change is made to what was read. */
    replace: set.replace,
    async find(workspaceId: Id, id: Id, session?: ClientSession): Promise<Ticket | null> {
      const [found] = await set.find(workspaceId, [id], session);
      return found ?? null;
    },
    findMany: (workspaceId: Id, ids: Id[], session?: ClientSession) => set.find(workspaceId, ids, session),
    async byNumber(workspaceId: Id, number: number): Promise<Ticket | null> {
      return tickets.findOne({ workspaceId, number }).lean<Ticket>();
    },
    /** With its history. */
    async remove(ticket: Ticket, session: ClientSession): Promise<void> {
      await set.remove(ticket, session);
      await history.deleteMany({ ticketId: ticket._id }, { session });
    },
    look: createLook(tickets),
    list: (query: TicketQuery) =>
      tickets.find(filterOf(query)).sort(sortKeys[query.sort]).limit(query.limit).lean<Ticket[]>(),
    explainList: (query: TicketQuery) =>
      tickets.find(filterOf(query)).sort(sortKeys[query.sort]).limit(query.limit).explain('executionStats'),
    /** The latest ticket that goes on from this one. */
    async continuing(workspaceId: Id, id: Id, session: ClientSession): Promise<Ticket | null> {
      const [latest] = await some({ workspaceId, continuesId: id }, 1, session, sortKeys.created);
      return latest ?? null;
    },
    /** How many have this status, counted up to `most`. */
    async countIn(workspaceId: Id, statusId: Id, most: number, session?: ClientSession) {
      if (!session) return tickets.countDocuments({ workspaceId, statusId }, { limit: most });
      await set.flush(session);
      return tickets.countDocuments({ workspaceId, statusId }, { limit: most, session });
    },
    ofContact: (workspaceId: Id, contactId: Id, limit: number, session: ClientSession) =>
      some({ workspaceId, contactIds: contactId }, limit, session),
    ofTeam: (workspaceId: Id, teamId: Id, limit: number, session: ClientSession) =>
      some({ workspaceId, audience: `team:${teamId}` }, limit, session),
    inStatus: (workspaceId: Id, statusId: Id, limit: number, session: ClientSession) =>
      some({ workspaceId, statusId }, limit, session),
    /** In the order they were made, from one on. */
    inStatusAfter: (workspaceId: Id, statusId: Id, after: Id | null, limit: number, session: ClientSession) =>
      some({ workspaceId, statusId, ...(after ? { _id: op({ $gt: after }) } : {}) }, limit, session, { _id: 1 }),
    /** Those a member owns and that are not closed. */
    openOf: (workspaceId: Id, ownerId: Id, limit: number, session: ClientSession) =>
      some({ workspaceId, audience: `user:${ownerId}`, phase: op({ $in: ['open', 'waiting'] }) }, limit, session),
    /** All there are, the highest number first. */
    pageByNumber: (workspaceId: Id, before: number | null, limit: number) =>
      tickets
        .find({ workspaceId, ...(before === null ? {} : { number: op({ $lt: before }) }) })
        .sort({ number: -1 })
        .limit(limit)
        .lean<Ticket[]>(),
    /** Every ticket's facets, for a recount. */
    facets: (workspaceId: Id, session: ClientSession) =>
      tickets
        .find({ workspaceId })
        .select({ audience: 1, phase: 1, pipelineId: 1 })
        .session(session)
        .lean<Pick<Ticket, '_id' | 'audience' | 'phase' | 'pipelineId'>[]>(),

    pipelinesOf: (workspaceId: Id, session?: ClientSession) =>
      pipelines
        .find({ workspaceId })
        .sort({ _id: 1 })
        .session(session ?? null)
        .lean<Pipeline[]>(),
    replacePipeline: (pipeline: Pipeline, session: ClientSession) =>
      pipelines.replaceOne({ _id: pipeline._id }, pipeline, { session }),
    removePipeline: (id: Id, session: ClientSession) => pipelines.deleteOne({ _id: id }, { session }),
    insertPipeline: (pipeline: Pipeline, session: ClientSession) => pipelines.create([pipeline], { session }),

    insertHistory: (entries: HistoryEntry[], workspaceId: Id, session: ClientSession) =>
      history.insertMany(
        entries.map(({ id, at, ...entry }) => ({ ...entry, _id: id, at: new Date(at), workspaceId })),
        { session, lean: true },
      ),
    async historyOf(ticketId: Id, before: Id | null, limit: number): Promise<HistoryEntry[]> {
      const range = before ? { _id: op({ $lt: before }) } : {};
      const rows = await history
        .find({ ticketId, ...range })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<StoredEntry[]>();
      return rows.map(({ _id, at, ticketId, actorId, property, key, from, to }) => ({
        id: _id,
        at: at.toISOString(),
        ticketId,
        actorId,
        property,
        ...(key ? { key } : {}),
        from,
        to,
      }));
    },
  };
}

export type TicketStore = ReturnType<typeof createTicketStore>;

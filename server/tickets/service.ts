import { canDelete, canEdit, type Scope, scopesOf } from '../../shared/access.ts';
import type { TicketFilter, TicketSort } from '../../shared/contract/tickets.ts';
import type { HistoryEntry, Priority, StatusView } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { type Phase, viewRules, viewsOf } from '../../shared/views.ts';
import type { Actor } from '../auth/actor.ts';
import { viewOf as contactView } from '../contacts/model.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Counters } from '../views/service.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type Change, changed, changesBetween, type Pipeline, pipelineView, type Ticket, viewOf } from './model.ts';
import { mustEdit, mustSee, ownTeams } from './policy.ts';
import type { TicketQuery, TicketStore } from './store.ts';

export interface NewTicket {
  name: string;
  source: Ticket['source'];
  pipelineId?: Id;
  statusId?: Id;
  priority?: Priority;
  ownerId?: Id | null;
  teamId?: Id | null;
  contactIds?: Id[];
  tags?: string[];
  actorId: Id | null;
  /** When it came in; now unless it is brought along from elsewhere. */
  at?: Date;
}

export interface Note {
  at: Date;
  direction: 'in' | 'out';
  snippet: string;
  actorId: Id | null;
  /** A person chose the status in the same step: automation stays away. product: T10. */
  keepStatus?: boolean;
  /** A machine wrote it: it moves no status. product: T11. */
  automatic?: boolean;
}

export function createTicketService(deps: {
  store: TicketStore;
  contacts: ContactService;
  counters: Counters;
  clock: Clock;
}) {
  const { store, contacts, counters, clock } = deps;

  async function pipelineOf(tx: Tx, id: Id | undefined): Promise<Pipeline> {
    const pipelines = await tx.shared('pipelines', () => store.pipelinesOf(tx.workspaceId, tx.session).exec());
    const found = id ? pipelines.find((pipeline) => pipeline._id === id) : pipelines[0];
    if (!found)
      throw new AppError('invalid', 'There is no such pipeline. Choose one of pipeline.list.', { field: 'pipelineId' });
    return found;
  }

  function statusIn(pipeline: Pipeline, id: Id | undefined): StatusView {
    const found = id ? pipeline.statuses.find((status) => status.id === id) : pipeline.statuses[0];
    if (!found) {
      throw new AppError('invalid', 'The pipeline has no such status. Choose one of its statuses.', {
        field: 'statusId',
      });
    }
    return found;
  }

  const entriesOf = (ticket: Ticket, changes: Change[], actorId: Id | null, at: Date): HistoryEntry[] =>
    changes.map((change) => ({ id: newId(clock), ticketId: ticket._id, at: at.toISOString(), actorId, ...change }));

  /** The one way a ticket changes: history, counts, contacts' reach, and the events for old and new audience. */
  async function save(tx: Tx, before: Ticket, after: Ticket, actorId: Id | null, at = tx.now): Promise<Ticket> {
    await store.replace(after, tx.write());
    const entries = entriesOf(after, changesBetween(before, after), actorId, at);
    if (entries.length > 0) await store.insertHistory(entries, tx.workspaceId, tx.write());
    counters.moved(tx, before, after);
    const stayed = before.contactIds.filter((id) => after.contactIds.includes(id));
    const added = after.contactIds.filter((id) => !before.contactIds.includes(id));
    const removed = before.contactIds.filter((id) => !after.contactIds.includes(id));
    await contacts.ticketMoved(tx, stayed, before.audience, after.audience);
    await contacts.ticketMoved(tx, added, null, after.audience);
    await contacts.ticketMoved(tx, removed, before.audience, null);
    const gone = before.audience.filter((scope) => !after.audience.includes(scope));
    if (gone.length > 0)
      tx.emit({ type: 'ticket.left', ticketId: after._id }, { audience: gone, except: after.audience, actorId });
    const subject = { kind: 'ticket', id: after._id } as const;
    tx.emit({ type: 'ticket.changed', ticket: viewOf(after), entries }, { audience: after.audience, subject, actorId });
    return after;
  }

  const apply = (tx: Tx, ticket: Ticket, fields: Partial<Ticket>, actorId: Id | null, at?: Date) =>
    save(tx, ticket, changed(ticket, fields), actorId, at);

  const statusFields = (ticket: Ticket, status: StatusView, at: Date): Partial<Ticket> => ({
    statusId: status.id,
    phase: status.state,
    closedAt: status.state === 'closed' ? (ticket.phase === 'closed' ? ticket.closedAt : at) : null,
  });

  function queryOf(
    actor: Actor,
    filter: TicketFilter,
    sort: TicketSort,
    cursor: string | null,
    limit: number,
  ): TicketQuery {
    const { view, phase, ...exact } = filter;
    if (view && !viewsOf(actor.rights).includes(view)) {
      throw new AppError('notFound', 'There is no such view, or it is not open to you.');
    }
    const rule = view ? viewRules[view] : undefined;
    const phases = (rule?.phases ?? (['open', 'waiting', 'closed'] satisfies Phase[])).filter(
      (one) => !phase || one === phase,
    );
    const ownerId = rule?.owner === 'none' ? null : rule?.owner === 'me' ? actor.id : undefined;
    return {
      ...exact,
      ...(ownerId === undefined ? {} : { ownerId }),
      workspaceId: actor.workspaceId,
      scopes: scopesOf(actor.rights, 'view').filter((scope) => scope !== 'members'),
      phases,
      ...(rule?.team === 'mine' ? { teamIds: ownTeams(actor) } : {}),
      sort,
      after: readCursor(cursor),
      limit,
    };
  }

  return {
    async create(tx: Tx, input: NewTicket): Promise<Ticket> {
      const pipeline = await pipelineOf(tx, input.pipelineId);
      const status = statusIn(pipeline, input.statusId);
      const at = input.at ?? tx.now;
      const blank: Ticket = {
        _id: newId(input.at ? { now: () => at } : clock),
        workspaceId: tx.workspaceId,
        number: tx.nextTicketNumber(),
        name: input.name,
        pipelineId: pipeline._id,
        statusId: status.id,
        phase: status.state,
        priority: input.priority ?? 'normal',
        source: input.source,
        ownerId: input.ownerId ?? null,
        teamId: input.teamId ?? null,
        guestIds: [],
        contactIds: input.contactIds ?? [],
        tags: input.tags ?? [],
        lastMessage: null,
        createdAt: at,
        activityAt: at,
        closedAt: status.state === 'closed' ? at : null,
        audience: [],
        version: 0,
      };
      const ticket = changed(blank, {});
      const { actorId } = input;
      await store.insert(ticket, tx.write());
      const entries = entriesOf(ticket, [{ property: 'created', from: null, to: ticket.source }], actorId, at);
      await store.insertHistory(entries, tx.workspaceId, tx.write());
      counters.moved(tx, null, ticket);
      await contacts.ticketMoved(tx, ticket.contactIds, null, ticket.audience);
      const subject = { kind: 'ticket', id: ticket._id } as const;
      tx.emit(
        { type: 'ticket.created', ticket: viewOf(ticket), entries },
        { audience: ticket.audience, subject, actorId },
      );
      return ticket;
    },

    find: (workspaceId: Id, id: Id, session?: ClientSession) => store.find(workspaceId, id, session),

    async mustSee(actor: Actor, id: Id, session?: ClientSession): Promise<Ticket> {
      const ticket = await store.find(actor.workspaceId, id, session);
      mustSee(actor, ticket);
      return ticket;
    },

    async mustEdit(actor: Actor, id: Id, session?: ClientSession): Promise<Ticket> {
      const ticket = await store.find(actor.workspaceId, id, session);
      mustEdit(actor, ticket);
      return ticket;
    },

    /** Changes fields that decide nothing else. Without a difference nothing is written. */
    async update(
      tx: Tx,
      ticket: Ticket,
      fields: Partial<Pick<Ticket, 'name' | 'priority' | 'tags' | 'ownerId' | 'teamId'>>,
      actorId: Id,
    ) {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      return changesBetween(ticket, { ...ticket, ...given }).length > 0 ? apply(tx, ticket, given, actorId) : ticket;
    },

    async setStatus(tx: Tx, ticket: Ticket, statusId: Id, actorId: Id | null): Promise<Ticket> {
      const status = statusIn(await pipelineOf(tx, ticket.pipelineId), statusId);
      return status.id === ticket.statusId ? ticket : apply(tx, ticket, statusFields(ticket, status, tx.now), actorId);
    },

    async noteMessage(tx: Tx, ticket: Ticket, note: Note): Promise<Ticket> {
      const { at, direction, snippet, actorId } = note;
      const lastMessage = { at, direction, snippet };
      const pipeline = await pipelineOf(tx, ticket.pipelineId);
      const wanted = direction === 'out' ? pipeline.automation.replySent : pipeline.automation.customerReplied;
      const first = ticket.lastMessage === null && direction === 'in';
      const moves = wanted !== null && !first && !note.keepStatus && !note.automatic;
      const status = moves ? statusFields(ticket, statusIn(pipeline, wanted), at) : {};
      return apply(tx, ticket, { lastMessage, activityAt: at, ...status }, actorId, at);
    },

    addContact: (tx: Tx, ticket: Ticket, contactId: Id, actorId: Id | null): Promise<Ticket> =>
      ticket.contactIds.includes(contactId)
        ? Promise.resolve(ticket)
        : apply(tx, ticket, { contactIds: [...ticket.contactIds, contactId] }, actorId),

    async list(
      actor: Actor,
      input: {
        filter?: TicketFilter | undefined;
        sort?: TicketSort | undefined;
        cursor?: string | null | undefined;
        limit?: number | undefined;
      },
    ) {
      const limit = input.limit ?? 50;
      const query = queryOf(actor, input.filter ?? {}, input.sort ?? 'activity', input.cursor ?? null, limit + 1);
      const page = query.phases.length > 0 && query.scopes.length > 0 ? await store.list(query) : [];
      const items = page.slice(0, limit);
      const last = items.at(-1);
      const named = await contacts.find(actor.workspaceId, [...new Set(items.flatMap((ticket) => ticket.contactIds))]);
      return {
        items: items.map(viewOf),
        next: page.length > limit && last ? writeCursor({ activityAt: last.activityAt, id: last._id }) : null,
        contacts: named.map(contactView),
      };
    },

    pipelines: async (workspaceId: Id, session?: ClientSession) =>
      (await store.pipelinesOf(workspaceId, session)).map(pipelineView),

    /** The pipeline every workspace starts with: product T10's automation, in the statuses of the pictures. */
    async addFirstPipeline(tx: Tx): Promise<Pipeline> {
      const status = (preset: 'new' | 'waitingOnUs' | 'waitingOnContact' | 'closed', name: string, state: Phase) => ({
        id: newId(clock),
        name,
        preset,
        state,
      });
      const ours = status('waitingOnUs', 'Waiting on us', 'open');
      const theirs = status('waitingOnContact', 'Waiting on contact', 'waiting');
      const statuses = [status('new', 'New', 'open'), ours, theirs, status('closed', 'Closed', 'closed')];
      const pipeline: Pipeline = {
        _id: newId(clock),
        workspaceId: tx.workspaceId,
        name: 'Support',
        preset: 'support',
        statuses,
        automation: { replySent: theirs.id, customerReplied: ours.id },
        version: 1,
      };
      await store.insertPipeline(pipeline, tx.write());
      tx.emit({ type: 'pipeline.changed', pipeline: pipelineView(pipeline) }, { audience: ['members'] });
      return pipeline;
    },

    /** The audiences these tickets have now; a ticket that is gone is left out. */
    async audiences(workspaceId: Id, ids: Id[]): Promise<Map<Id, Scope[]>> {
      const found = await store.findMany(workspaceId, ids);
      return new Map(found.map((ticket) => [ticket._id, ticket.audience]));
    },

    async get(actor: Actor, ticketId: Id) {
      const ticket = await store.find(actor.workspaceId, ticketId);
      mustSee(actor, ticket);
      const named = await contacts.find(actor.workspaceId, ticket.contactIds);
      return {
        ticket: viewOf(ticket),
        contacts: named.map(contactView),
        can: { edit: canEdit(actor.rights, ticket), delete: canDelete(actor.rights, ticket) },
      };
    },

    async history(actor: Actor, ticketId: Id, cursor: string | null, limit: number) {
      mustSee(actor, await store.find(actor.workspaceId, ticketId));
      const page = await store.historyOf(ticketId, cursor, limit + 1);
      const items = page.slice(0, limit);
      return { items, next: page.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  };
}

export type TicketService = ReturnType<typeof createTicketService>;

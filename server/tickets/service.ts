import type { Scope } from '../../shared/access.ts';
import type { HistoryEntry, Priority } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import type { Actor } from '../auth/actor.ts';
import type { CompanyService } from '../companies/service.ts';
import type { ContactService } from '../contacts/service.ts';
import type { Tx } from '../events/batch.ts';
import type { MemberService } from '../members/service.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { PropertyService } from '../properties/service.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Counters } from '../views/service.ts';
import { createAside } from './aside.ts';
import { createCurrent } from './current.ts';
import { createFilling } from './filling.ts';
import { watched } from './idle.ts';
import { createMerges } from './merges.ts';
import { type Change, changed, changesBetween, type Ticket, viewOf } from './model.ts';
import { createMoves } from './moves.ts';
import { createNoting } from './noting.ts';
import { createPipelines, firstStatusIn } from './pipelines.ts';
import { mustDelete, mustEdit, mustSee } from './policy.ts';
import type { Apply, Save } from './saving.ts';
import type { TicketStore } from './store.ts';
import { createTelling } from './together.ts';

export interface NewTicket {
  name: string;
  source: Ticket['source'];
  pipelineId?: Id;
  statusId?: Id;
  priority?: Priority;
  ownerId?: Id | null;
  teamId?: Id | null;
  contactIds?: Id[];
  /** Left out, it is the first contact's. */
  companyId?: Id | null | undefined;
  /** Members who may see it whatever their reach. */
  guestIds?: Id[];
  tags?: string[];
  /** Checked against what the workspace has. */
  properties?: PropertyChanges;
  actorId: Id | null;
  /** The ticket it goes on from. */
  continuesId?: Id | null;
  /** When it came in; now unless it is brought along from elsewhere. */
  at?: Date;
}

/** Who is told when a ticket is given to somebody, or shown to others. */
export interface TicketNotices {
  ticketMoved(tx: Tx, before: Ticket | null, after: Ticket, actorId: Id | null): Promise<void>;
}

/** Whose marks move along with a ticket; null when it is gone for good. */
export interface TicketMarks {
  ticketMoved(tx: Tx, before: Ticket, after: Ticket | null): void;
}

export function createTicketService(deps: {
  marks: TicketMarks;
  notices: TicketNotices;
  store: TicketStore;
  contacts: ContactService;
  companies: CompanyService;
  counters: Counters;
  members: MemberService;
  properties: PropertyService;
  clock: Clock;
}) {
  const { store, contacts, companies, counters, clock, notices, marks } = deps;
  const current = createCurrent(store);
  const filling = createFilling(deps);
  const pipelines = createPipelines(store, filling, clock);
  const telling = createTelling();

  const entriesOf = (ticket: Ticket, changes: Change[], actorId: Id | null, at: Date): HistoryEntry[] =>
    changes.map((change) => ({ id: newId(clock), ticketId: ticket._id, at: at.toISOString(), actorId, ...change }));

  async function keepHistory(tx: Tx, entries: HistoryEntry[]): Promise<void> {
    if (entries.length > 0) await store.insertHistory(entries, tx.workspaceId, tx.write());
  }

  /** The one way a ticket changes: history, counts, contacts' reach, and the events for old and new audience. */
  const save: Save = async (tx, before, next, actorId, at = tx.now, further = []) => {
    const after = watched(tx, await pipelines.of(tx, next.pipelineId), next);
    store.replace(after, tx.write());
    const entries = entriesOf(after, [...changesBetween(before, after), ...further], actorId, at);
    tx.collect('history', entries, keepHistory);
    counters.moved(tx, before, after);
    const stayed = before.contactIds.filter((id) => after.contactIds.includes(id));
    const added = after.contactIds.filter((id) => !before.contactIds.includes(id));
    const removed = before.contactIds.filter((id) => !after.contactIds.includes(id));
    await contacts.ticketMoved(tx, stayed, before.audience, after.audience);
    await contacts.ticketMoved(tx, added, null, after.audience);
    await contacts.ticketMoved(tx, removed, before.audience, null);
    if (before.companyId === after.companyId) {
      await companies.moved(tx, after.companyId, before.audience, after.audience);
    } else {
      await companies.moved(tx, after.companyId, null, after.audience);
      await companies.moved(tx, before.companyId, before.audience, null);
    }
    const gone = before.audience.filter((scope) => !after.audience.includes(scope));
    if (gone.length > 0) telling.left(tx, after._id, gone, after.audience, actorId);
    telling.changed(tx, viewOf(after), entries, actorId);
    marks.ticketMoved(tx, before, after);
    await notices.ticketMoved(tx, before, after, actorId);
    return after;
  };

  const apply: Apply = (tx, ticket, fields, actorId, at) => save(tx, ticket, changed(ticket, fields), actorId, at);

  /** Whom a customer's ticket concerns besides him, until somebody says otherwise. */
  async function companyOf(tx: Tx, contactIds: Id[]): Promise<Id | null> {
    const [contact] = await contacts.find(tx.workspaceId, contactIds.slice(0, 1), tx.session);
    return contact?.companyId ?? null;
  }

  return {
    ...createMerges({ store, save }),
    ...createMoves({ store, pipelines, filling, save, apply }),
    ...createNoting({ store, pipelines, filling, save, apply }),
    ...createAside({ apply }),

    async create(tx: Tx, input: NewTicket): Promise<Ticket> {
      const pipeline = await pipelines.alive(tx, input.pipelineId);
      const status = firstStatusIn(pipeline, input.statusId);
      const at = input.at ?? tx.now;
      const blank: Ticket = {
        _id: newId(input.at ? { now: () => at } : clock),
        workspaceId: tx.workspaceId,
        number: tx.nextTicketNumber(),
        name: input.name,
        pipelineId: pipeline._id,
        statusId: status.id,
        state: status.state,
        phase: status.state,
        priority: input.priority ?? 'normal',
        source: input.source,
        ownerId: input.ownerId ?? null,
        teamId: input.teamId ?? null,
        guestIds: input.guestIds ?? [],
        contactIds: input.contactIds ?? [],
        companyId: input.companyId === undefined ? await companyOf(tx, input.contactIds ?? []) : input.companyId,
        linkedIds: [],
        tags: input.tags ?? [],
        lastMessage: null,
        createdAt: at,
        activityAt: at,
        closedAt: status.state === 'closed' ? at : null,
        continuesId: input.continuesId ?? null,
        properties: {},
        firstReplyAt: null,
        lastReplyAt: null,
        statusAt: at,
        idleAt: null,
        snooze: null,
        spamAt: null,
        trashedAt: null,
        lastInSeq: 0,
        audience: [],
        version: 0,
      };
      const filled = input.properties ? await filling.fieldsFrom(tx, blank, input.properties) : {};
      const ticket = watched(tx, pipeline, changed(blank, filled));
      const { actorId } = input;
      store.insert(ticket, tx.write());
      const entries = entriesOf(ticket, [{ property: 'created', from: null, to: ticket.source }], actorId, at);
      tx.collect('history', entries, keepHistory);
      counters.moved(tx, null, ticket);
      await contacts.ticketMoved(tx, ticket.contactIds, null, ticket.audience);
      await companies.moved(tx, ticket.companyId, null, ticket.audience);
      const subject = { kind: 'ticket', id: ticket._id } as const;
      tx.emit(
        { type: 'ticket.created', ticket: viewOf(ticket), entries },
        { audience: ticket.audience, subject, actorId },
      );
      await notices.ticketMoved(tx, null, ticket, actorId);
      return ticket;
    },

    pipelines: pipelines.listOf,
    addFirstPipeline: pipelines.addFirst,
    savePipeline: pipelines.save,
    deletePipeline: pipelines.remove,
    forgetPipeline: pipelines.forget,
    pipelineUsage: pipelines.usage,
    mustBePipeline: pipelines.alive,
    inStatus: (tx: Tx, statusId: Id, limit: number) => store.inStatus(tx.workspaceId, statusId, limit, tx.session),
    openOf: (tx: Tx, ownerId: Id, limit: number) => store.openOf(tx.workspaceId, ownerId, limit, tx.session),
    ofContact: (tx: Tx, contactId: Id, limit: number) => store.ofContact(tx.workspaceId, contactId, limit, tx.session),
    ofTeam: (tx: Tx, teamId: Id, limit: number) => store.ofTeam(tx.workspaceId, teamId, limit, tx.session),

    /** The ticket, or what it was merged into. */
    find: current.one,
    /** The same for many, by the ids that are asked for. */
    findCurrent: current.many,
    /** The very ticket, also where it was merged away. */
    findExactly: (workspaceId: Id, id: Id, session?: ClientSession) => store.find(workspaceId, id, session),

    /** Tickets and their contacts, so that each is at hand when a request of the batch asks for it. */
    async readAhead(tx: Tx, ids: Id[]): Promise<void> {
      if (ids.length === 0) return;
      const found = await store.findMany(tx.workspaceId, ids, tx.session);
      const contactIds = found.flatMap((ticket) => ticket.contactIds);
      if (contactIds.length > 0) await contacts.find(tx.workspaceId, contactIds, tx.session);
    },

    findMany: (workspaceId: Id, ids: Id[], session?: ClientSession) =>
      ids.length === 0 ? Promise.resolve([]) : store.findMany(workspaceId, ids, session),

    async mustSee(actor: Actor, id: Id, session?: ClientSession): Promise<Ticket> {
      const ticket = await current.one(actor.workspaceId, id, session);
      mustSee(actor, ticket);
      return ticket;
    },

    async mustEdit(actor: Actor, id: Id, session?: ClientSession): Promise<Ticket> {
      const ticket = await current.one(actor.workspaceId, id, session);
      mustEdit(actor, ticket);
      return ticket;
    },

    /** Only the very ticket: whoever deletes one that was merged away does not mean the other. */
    async mustDelete(actor: Actor, id: Id, session?: ClientSession): Promise<Ticket> {
      const ticket = await store.find(actor.workspaceId, id, session);
      mustDelete(actor, ticket);
      return ticket;
    },

    /** What was merged into it: it goes with it. */
    mergedInto: async (tx: Tx, { workspaceId, merged = [] }: Ticket): Promise<Ticket[]> =>
      store.findMany(
        workspaceId,
        merged.map(({ id }) => id),
        tx.session,
      ),

    /** Gone for good, with its history. What others keep of it goes in the same transaction. */
    async purge(tx: Tx, ticket: Ticket): Promise<void> {
      await store.remove(ticket, tx.write());
      counters.moved(tx, ticket, null);
      await contacts.ticketMoved(tx, ticket.contactIds, ticket.audience, null);
      await companies.moved(tx, ticket.companyId, ticket.audience, null);
      tx.emit({ type: 'ticket.left', ticketId: ticket._id }, { audience: ticket.audience });
      marks.ticketMoved(tx, ticket, null);
      await notices.ticketMoved(tx, ticket, { ...ticket, audience: [] }, null);
    },

    /** Changes fields that decide nothing else. Without a difference nothing is written. */
    async update(
      tx: Tx,
      ticket: Ticket,
      fields: Partial<Pick<Ticket, 'name' | 'priority' | 'tags' | 'ownerId' | 'teamId' | 'guestIds'>>,
      actorId: Id | null,
      at = tx.now,
    ) {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const differs = changesBetween(ticket, { ...ticket, ...given }).length > 0;
      return differs ? apply(tx, ticket, given, actorId, at) : ticket;
    },

    /** @throws invalid */
    async setProperties(tx: Tx, ticket: Ticket, changes: PropertyChanges, actorId: Id | null): Promise<Ticket> {
      const fields = await filling.fieldsFrom(tx, ticket, changes);
      const differs = changesBetween(ticket, { ...ticket, ...fields }).length > 0;
      return differs ? apply(tx, ticket, fields, actorId) : ticket;
    },

    /** A property is gone: no status requires it any more. */
    propertyLeft: pipelines.propertyLeft,

    /** Many change in this work: whoever may see them is told together. */
    together: telling.together,

    /** The first of them is the one an answer goes to when nobody has written yet. */
    async setContacts(tx: Tx, ticket: Ticket, contactIds: Id[], actorId: Id | null): Promise<Ticket> {
      if (contactIds.join() === ticket.contactIds.join()) return ticket;
      const companyId = ticket.companyId ?? (await companyOf(tx, contactIds));
      return apply(tx, ticket, { contactIds, companyId }, actorId);
    },

    setCompany: (tx: Tx, ticket: Ticket, companyId: Id | null, actorId: Id | null): Promise<Ticket> =>
      companyId === ticket.companyId ? Promise.resolve(ticket) : apply(tx, ticket, { companyId }, actorId),

    /** Each names the other, or no longer does. */
    async setLinked(tx: Tx, one: Ticket, other: Ticket, linked: boolean, actorId: Id | null): Promise<Ticket> {
      if (one.linkedIds.includes(other._id) === linked) return one;
      const idsOf = (from: Ticket, to: Ticket) =>
        linked ? [...from.linkedIds, to._id] : from.linkedIds.filter((id) => id !== to._id);
      await apply(tx, other, { linkedIds: idsOf(other, one) }, actorId);
      return apply(tx, one, { linkedIds: idsOf(one, other) }, actorId);
    },

    addContact: (tx: Tx, ticket: Ticket, contactId: Id, actorId: Id | null): Promise<Ticket> =>
      ticket.contactIds.includes(contactId)
        ? Promise.resolve(ticket)
        : apply(tx, ticket, { contactIds: [...ticket.contactIds, contactId] }, actorId),

    /** The audiences these tickets have now, or what they were merged into; a ticket that is gone is left out. */
    async audiences(workspaceId: Id, ids: Id[]): Promise<Map<Id, Scope[]>> {
      const found = await current.many(workspaceId, ids);
      return new Map([...found].map(([id, ticket]) => [id, ticket.audience]));
    },
  };
}

export type TicketService = ReturnType<typeof createTicketService>;

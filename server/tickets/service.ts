import type { Scope } from '../../shared/access.ts';
import type { HistoryEntry, Priority, StatusView } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { ticketLanguages } from '../../shared/properties.ts';
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
import { createCurrent } from './current.ts';
import { createFilling } from './filling.ts';
import { idleFrom, watched } from './idle.ts';
import { createMerges } from './merges.ts';
import { type Change, changed, changesBetween, type Ticket, viewOf } from './model.ts';
import { counterpartIn, createPipelines, firstStatusIn, statusIn } from './pipelines.ts';
import { mustDelete, mustEdit, mustSee } from './policy.ts';
import { missingIn, mustHaveRequired, mustMayMove } from './statusRules.ts';
import type { TicketStore } from './store.ts';
import { createTelling } from './together.ts';

const dayMs = 86_400_000;
/** product: T11. */
const defaultReopenDays = 7;
/** A conversation that was taken up again this often has a latest ticket all the same; nobody walks further. */
const continuationsFollowed = 50;

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

export interface Note {
  at: Date;
  direction: 'in' | 'out';
  snippet: string;
  actorId: Id | null;
  /** A person chose the status in the same step: automation stays away. product: T10. */
  keepStatus?: boolean;
  /** A machine wrote it: it moves no status. product: T11. */
  automatic?: boolean;
  /** What it is written in, where that can be told. */
  language?: string | null;
  /** The message's place in the log. */
  seq: number;
}

/** Who is told when a ticket is given to somebody, or shown to others. */
export interface TicketNotices {
  ticketMoved(tx: Tx, before: Ticket | null, after: Ticket, actorId: Id | null): Promise<void>;
}

/** Whose marks move along with a ticket; null when it is gone for good. */
export interface TicketMarks {
  ticketMoved(tx: Tx, before: Ticket, after: Ticket | null): void;
}

/** So long a ticket can be had back from the trash, and so long spam is kept. product: T13, T16. */
const trashDays = 30;
const spamDays = 90;

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
  async function save(
    tx: Tx,
    before: Ticket,
    next: Ticket,
    actorId: Id | null,
    at = tx.now,
    further: Change[] = [],
  ): Promise<Ticket> {
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
  }

  const apply = (tx: Tx, ticket: Ticket, fields: Partial<Ticket>, actorId: Id | null, at?: Date) =>
    save(tx, ticket, changed(ticket, fields), actorId, at);

  /** Whom a customer's ticket concerns besides him, until somebody says otherwise. */
  async function companyOf(tx: Tx, contactIds: Id[]): Promise<Id | null> {
    const [contact] = await contacts.find(tx.workspaceId, contactIds.slice(0, 1), tx.session);
    return contact?.companyId ?? null;
  }

  const statusFields = (ticket: Ticket, status: StatusView, at: Date): Partial<Ticket> => ({
    statusId: status.id,
    state: status.state,
    statusAt: ticket.statusId === status.id ? (ticket.statusAt ?? null) : at,
    closedAt: status.state === 'closed' ? (ticket.state === 'closed' ? ticket.closedAt : at) : null,
    // What is finished waits for nothing.
    ...(status.state === 'closed' ? { snooze: null } : {}),
  });

  /** What a message does beside its status: who writes wakes a ticket, and takes it out of where nobody would look. */
  const awakened = ({ direction, automatic }: Note): Partial<Ticket> => {
    if (automatic) return {};
    return direction === 'in' ? { snooze: null, trashedAt: null } : { spamAt: null, trashedAt: null };
  };

  /** When it was answered, and what language it is in, as far as a message tells. product: T12. */
  const toldBy = (ticket: Ticket, { direction, automatic, actorId, at, language }: Note): Partial<Ticket> => {
    if (automatic) return {};
    if (direction === 'out') return actorId ? { firstReplyAt: ticket.firstReplyAt ?? at, lastReplyAt: at } : {};
    const told = language && ticketLanguages.includes(language) && !ticket.properties?.language;
    return told ? { properties: { ...ticket.properties, language } } : {};
  };

  /**
   * The one way a person moves a ticket, with what he fills in on the way; its pipeline's rules hold. product: T8, T9.
   * @throws invalid, conflict, propertiesRequired
   */
  async function chosen(
    tx: Tx,
    actor: Actor,
    ticket: Ticket,
    statusId: Id,
    { changes = {}, pipelineId = ticket.pipelineId }: { changes?: PropertyChanges; pipelineId?: Id } = {},
  ): Promise<Ticket> {
    const pipeline = await pipelines.of(tx, pipelineId);
    const status = statusIn(pipeline, statusId);
    const filled = { ...ticket, ...(await filling.fieldsFrom(tx, ticket, changes)) };
    if (status.id === ticket.statusId) {
      return changesBetween(ticket, filled).length > 0 ? save(tx, ticket, changed(filled, {}), actor.id) : ticket;
    }
    mustMayMove(actor, pipeline, pipelineId === ticket.pipelineId ? ticket.statusId : null, status.id);
    mustHaveRequired(await filling.all(tx), filled, status);
    const fields = { pipelineId, ...statusFields(ticket, status, tx.now) };
    return save(tx, ticket, changed(filled, fields), actor.id);
  }

  const inDays = (tx: Tx, days: number) => new Date(tx.now.getTime() + days * dayMs);

  return {
    ...createMerges({ store, save }),

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

    /** Lays it aside; a job wakes it. @throws invalid for a time that has passed, conflict for what is closed or put away */
    async snooze(tx: Tx, ticket: Ticket, until: Date | null, actorId: Id): Promise<Ticket> {
      if (until && until <= tx.now) {
        throw new AppError('invalid', 'Choose a time that is still to come.', { field: 'until' });
      }
      if (ticket.state === 'closed' || ticket.spamAt || ticket.trashedAt) {
        throw new AppError('conflict', 'Only a ticket that is open or waits can be laid aside.');
      }
      if (ticket.snooze && ticket.snooze.until?.getTime() === until?.getTime()) return ticket;
      if (until) {
        const payload = { ticketId: ticket._id, until: until.toISOString() };
        tx.later({ kind: 'ticket.wake', payload, runAt: until });
      }
      return apply(tx, ticket, { snooze: { until } }, actorId);
    },

    unsnooze: async (tx: Tx, ticket: Ticket, actorId: Id | null): Promise<Ticket> =>
      ticket.snooze ? apply(tx, ticket, { snooze: null }, actorId) : ticket,

    async markSpam(tx: Tx, ticket: Ticket, actorId: Id | null): Promise<Ticket> {
      if (ticket.spamAt) return ticket;
      tx.later({ kind: 'ticket.purge', payload: { ticketId: ticket._id }, runAt: inDays(tx, spamDays) });
      return apply(tx, ticket, { spamAt: tx.now, snooze: null }, actorId);
    },

    unmarkSpam: async (tx: Tx, ticket: Ticket, actorId: Id): Promise<Ticket> =>
      ticket.spamAt ? apply(tx, ticket, { spamAt: null }, actorId) : ticket,

    async trash(tx: Tx, ticket: Ticket, actorId: Id): Promise<Ticket> {
      if (ticket.trashedAt) return ticket;
      tx.later({ kind: 'ticket.purge', payload: { ticketId: ticket._id }, runAt: inDays(tx, trashDays) });
      return apply(tx, ticket, { trashedAt: tx.now, snooze: null }, actorId);
    },

    restore: async (tx: Tx, ticket: Ticket, actorId: Id): Promise<Ticket> =>
      ticket.trashedAt ? apply(tx, ticket, { trashedAt: null }, actorId) : ticket,

    /** Has it lain in the trash, or as spam, for as long as is promised? Whoever put it back and away again began anew. */
    isDue({ spamAt, trashedAt }: Ticket, now: Date): boolean {
      const since = (at: Date | null, days: number) => at !== null && now.getTime() - at.getTime() >= days * dayMs;
      return since(trashedAt, trashDays) || since(spamAt, spamDays);
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

    /** Whoever makes the ticket moves it to its first status. @throws invalid, conflict, propertiesRequired */
    async mustBegin(tx: Tx, actor: Actor, ticket: Ticket): Promise<void> {
      const pipeline = await pipelines.of(tx, ticket.pipelineId);
      mustMayMove(actor, pipeline, null, ticket.statusId);
      mustHaveRequired(await filling.all(tx), ticket, statusIn(pipeline, ticket.statusId));
    },

    /** @throws invalid */
    async setProperties(tx: Tx, ticket: Ticket, changes: PropertyChanges, actorId: Id | null): Promise<Ticket> {
      const fields = await filling.fieldsFrom(tx, ticket, changes);
      const differs = changesBetween(ticket, { ...ticket, ...fields }).length > 0;
      return differs ? apply(tx, ticket, fields, actorId) : ticket;
    },

    setStatus: chosen,

    /** The same without rules, for what is brought along from elsewhere. */
    async putStatus(tx: Tx, ticket: Ticket, statusId: Id, actorId: Id | null, at = tx.now): Promise<Ticket> {
      const status = statusIn(await pipelines.of(tx, ticket.pipelineId), statusId);
      return status.id === ticket.statusId ? ticket : apply(tx, ticket, statusFields(ticket, status, at), actorId, at);
    },

    /** A property is gone: no status requires it any more. */
    propertyLeft: pipelines.propertyLeft,

    /** Its time has come: has anybody touched it meanwhile? product: T10. */
    async lookIdle(tx: Tx, ticket: Ticket): Promise<Ticket> {
      const pipeline = await pipelines.of(tx, ticket.pipelineId);
      const due = idleFrom(pipeline, ticket);
      const rule = pipeline.automation.inactivity;
      const status = due && due <= tx.now && rule ? statusIn(pipeline, rule.statusId) : null;
      const closes = status && missingIn(await filling.all(tx), ticket, status).length === 0;
      if (due && due <= tx.now && !closes) return ticket;
      const fields = closes ? statusFields(ticket, status, tx.now) : {};
      return apply(tx, ticket, { idleAt: null, ...fields }, null);
    },

    /** The pipeline's word on what nobody touches is another: whoever is in the status is looked at anew. Answers where to go on. */
    async watchAnew(tx: Tx, statusId: Id, after: Id | null, limit: number): Promise<Id | null> {
      const some = await store.inStatusAfter(tx.workspaceId, statusId, after, limit, tx.session);
      for (const ticket of some) {
        const due = idleFrom(await pipelines.of(tx, ticket.pipelineId), ticket);
        if (due?.getTime() === ticket.idleAt?.getTime()) continue;
        if (due || ticket.idleAt) await apply(tx, ticket, { idleAt: null }, null);
      }
      return some.length < limit ? null : (some.at(-1)?._id ?? null);
    },

    /** Many change in this work: whoever may see them is told together. */
    together: telling.together,

    /** Fields as they once were. A status that is gone meanwhile is not gone back to. */
    async putBack(tx: Tx, ticket: Ticket, fields: Partial<Ticket>, actorId: Id): Promise<Ticket> {
      const { statusId = ticket.statusId, pipelineId = ticket.pipelineId } = fields;
      const there = (await pipelines.of(tx, pipelineId)).statuses.some(({ id }) => id === statusId);
      const { statusId: _status, pipelineId: _pipeline, state: _state, closedAt: _closed, ...rest } = fields;
      const wanted = there ? fields : rest;
      return Object.keys(wanted).length === 0 ? ticket : apply(tx, ticket, wanted, actorId);
    },

    /** To a status of another pipeline, or of its own. One that is gone meanwhile is its pipeline's first. */
    async moveTo(tx: Tx, ticket: Ticket, pipelineId: Id, statusId: Id, actorId: Id | null): Promise<Ticket> {
      const pipeline = await pipelines.of(tx, pipelineId);
      const there = pipeline.statuses.some(({ id }) => id === statusId);
      const status = statusIn(pipeline, there ? statusId : undefined);
      return apply(tx, ticket, { pipelineId: pipeline._id, ...statusFields(ticket, status, tx.now) }, actorId);
    },

    /** As somebody chooses: to the status he names, else to the one of the same name, else to the first of the same state. @throws invalid, conflict, propertiesRequired */
    async moveAcross(
      tx: Tx,
      actor: Actor,
      ticket: Ticket,
      to: { pipelineId?: Id | undefined; statusId?: Id | undefined },
      changes: PropertyChanges,
    ): Promise<Ticket> {
      if (!to.pipelineId && !to.statusId) return ticket;
      const from = await pipelines.of(tx, ticket.pipelineId);
      const pipeline = to.pipelineId ? await pipelines.alive(tx, to.pipelineId) : from;
      const status = to.statusId ? statusIn(pipeline, to.statusId) : counterpartIn(pipeline, from, ticket);
      return chosen(tx, actor, ticket, status.id, { changes, pipelineId: pipeline._id });
    },

    async noteMessage(tx: Tx, ticket: Ticket, note: Note): Promise<Ticket> {
      const { at, direction, snippet, actorId } = note;
      const lastMessage = { at, direction, snippet };
      const pipeline = await pipelines.of(tx, ticket.pipelineId);
      const { firstMessage = null, replySent, customerReplied } = pipeline.automation;
      const first = ticket.lastMessage === null && direction === 'in';
      const reopens = ticket.state === 'closed' && direction === 'in';
      const open = reopens ? pipeline.statuses.find(({ state }) => state === 'open')?.id : undefined;
      const wanted = direction === 'out' ? replySent : first ? firstMessage : customerReplied;
      const target = pipeline.statuses.find(({ id }) => id === (wanted ?? (first ? undefined : open)));
      // Nobody is there to be asked: what lacks a required property stays, unless that would leave a customer unheard.
      const lacks = target && !reopens && missingIn(await filling.all(tx), ticket, target).length > 0;
      const moves = target && !lacks && !note.keepStatus && !note.automatic;
      const status = moves ? statusFields(ticket, target, at) : {};
      const lastInSeq = direction === 'in' ? note.seq : ticket.lastInSeq;
      const fields = { lastMessage, activityAt: at, lastInSeq, ...awakened(note), ...status, ...toldBy(ticket, note) };
      return apply(tx, ticket, fields, actorId, at);
    },

    /** A message has been taken back: what nobody has touched since is as it was before it. product: R10. */
    async forgetMessage(
      tx: Tx,
      ticket: Ticket,
      before: Pick<Ticket, 'statusId' | 'lastMessage' | 'activityAt' | 'firstReplyAt' | 'lastReplyAt'> & {
        statusAfter: Id;
        at: Date;
        actorId: Id;
      },
    ): Promise<Ticket> {
      const isLast = ticket.lastMessage?.at.getTime() === before.at.getTime();
      const same = (at: Date | null | undefined) => at?.getTime() === before.at.getTime();
      const last = {
        ...(isLast ? { lastMessage: before.lastMessage, activityAt: before.activityAt } : {}),
        ...(same(ticket.firstReplyAt) ? { firstReplyAt: before.firstReplyAt ?? null } : {}),
        ...(same(ticket.lastReplyAt) ? { lastReplyAt: before.lastReplyAt ?? null } : {}),
      };
      const untouched = ticket.statusId === before.statusAfter && before.statusAfter !== before.statusId;
      const pipeline = await pipelines.of(tx, ticket.pipelineId);
      const status = untouched && pipeline.statuses.find(({ id }) => id === before.statusId);
      return apply(tx, ticket, { ...last, ...(status ? statusFields(ticket, status, tx.now) : {}) }, before.actorId);
    },

    /** What is split off an open ticket stands as that does; of a finished one something is to be done again. */
    async statusForSplit(tx: Tx, ticket: Ticket): Promise<{ statusId?: Id }> {
      const { statuses } = await pipelines.of(tx, ticket.pipelineId);
      const status = statuses.find(({ id }) => id === ticket.statusId);
      return status && status.state !== 'closed' && status.atCreation !== false ? { statusId: status.id } : {};
    },

    /** Messages have come or gone: the ticket is as those it has now say. */
    messagesMoved: (
      tx: Tx,
      ticket: Ticket,
      told: Pick<Ticket, 'lastMessage' | 'lastInSeq'>,
      line: Change,
      actorId: Id,
    ) =>
      save(
        tx,
        ticket,
        changed(ticket, { ...told, activityAt: told.lastMessage?.at ?? ticket.createdAt }),
        actorId,
        tx.now,
        [line],
      ),

    /**
     * Where an answer to this ticket belongs now: there; or, when that was closed too long ago, in what has gone on from
     * it since; null when that is closed too long, too, and a new ticket must begin. product: T11.
     */
    async takesAnswer(tx: Tx, ticket: Ticket, at: Date): Promise<Ticket | null> {
      let now: Ticket | null = ticket;
      for (let step = 0; now && step < continuationsFollowed; step += 1) {
        const { reopenDays = defaultReopenDays } = await pipelines.of(tx, now.pipelineId);
        const closedMs = now.closedAt ? at.getTime() - now.closedAt.getTime() : 0;
        if (now.state !== 'closed' || closedMs <= reopenDays * dayMs) return now;
        now = await store.continuing(tx.workspaceId, now._id, tx.session);
      }
      return null;
    },

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

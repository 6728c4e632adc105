import type { StatusView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { Filling } from './filling.ts';
import { idleFrom } from './idle.ts';
import { changed, changesBetween, type Ticket } from './model.ts';
import { counterpartIn, type Pipelines, statusIn } from './pipelines.ts';
import type { Apply, Save } from './saving.ts';
import { missingIn, mustHaveRequired, mustMayMove } from './statusRules.ts';
import type { TicketStore } from './store.ts';

/** What a status brings along, for a ticket that comes to it at that time. */
export const statusFields = (ticket: Ticket, status: StatusView, at: Date): Partial<Ticket> => ({
  statusId: status.id,
  state: status.state,
  statusAt: ticket.statusId === status.id ? (ticket.statusAt ?? null) : at,
  closedAt: status.state === 'closed' ? (ticket.state === 'closed' ? ticket.closedAt : at) : null,
  // What is finished waits for nothing.
  ...(status.state === 'closed' ? { snooze: null } : {}),
});

/** From status to status: by a person's choice, by nobody's touch, or as it once was. product: T8, T9, T10. */
export function createMoves(deps: {
  store: Pick<TicketStore, 'inStatusAfter'>;
  pipelines: Pipelines;
  filling: Filling;
  save: Save;
  apply: Apply;
}) {
  const { store, pipelines, filling, save, apply } = deps;

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

  return {
    setStatus: chosen,

    /** The same without rules, for what is brought along from elsewhere. */
    async putStatus(tx: Tx, ticket: Ticket, statusId: Id, actorId: Id | null, at = tx.now): Promise<Ticket> {
      const status = statusIn(await pipelines.of(tx, ticket.pipelineId), statusId);
      return status.id === ticket.statusId ? ticket : apply(tx, ticket, statusFields(ticket, status, at), actorId, at);
    },

    /** Whoever makes the ticket moves it to its first status. @throws invalid, conflict, propertiesRequired */
    async mustBegin(tx: Tx, actor: Actor, ticket: Ticket): Promise<void> {
      const pipeline = await pipelines.of(tx, ticket.pipelineId);
      mustMayMove(actor, pipeline, null, ticket.statusId);
      mustHaveRequired(await filling.all(tx), ticket, statusIn(pipeline, ticket.statusId));
    },

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

    /** What is split off an open ticket stands as that does; of a finished one something is to be done again. */
    async statusForSplit(tx: Tx, ticket: Ticket): Promise<{ statusId?: Id }> {
      const { statuses } = await pipelines.of(tx, ticket.pipelineId);
      const status = statuses.find(({ id }) => id === ticket.statusId);
      return status && status.state !== 'closed' && status.atCreation !== false ? { statusId: status.id } : {};
    },
  };
}

import { canDelete, canEdit } from '../../shared/access.ts';
import type { BulkChange } from '../../shared/bulk.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { isEmpty, valueIn } from '../../shared/properties.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { Merging } from '../merging/service.ts';
import { type Ticket, viewOf } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Bulk, putBack, type Was, wasOf } from './model.ts';

/** What a page of a bulk change came to. */
export interface Outcome {
  was: Was[];
  passedOver: number;
  refused: { ticketId: Id; reason: string; properties: string[] }[];
}

type Work = (ticketId: Id) => Promise<Was | null>;
type Plain = Exclude<BulkChange, { mergeInto: Id }>;

const needsDelete = (change: BulkChange | null): boolean => change !== null && 'trash' in change;

/** What is given for all goes where there is nothing yet. */
const lackingIn = (ticket: Ticket, given: PropertyChanges = {}): PropertyChanges => {
  const view = viewOf(ticket);
  return Object.fromEntries(Object.entries(given).filter(([key]) => isEmpty(valueIn(view, key))));
};

/** Applies a change to a page of tickets, each by the rights of who asked for it, as they are now. */
export function createCarryingOut(deps: { tickets: TicketService; merging: () => Merging }) {
  const { tickets, merging } = deps;

  function changeOne(tx: Tx, actor: Actor, ticket: Ticket, change: Plain): Promise<Ticket> {
    const actorId = actor.id;
    if ('assign' in change) return tickets.update(tx, ticket, change.assign, actorId);
    if ('statusId' in change) {
      return tickets.setStatus(tx, actor, ticket, change.statusId, { changes: lackingIn(ticket, change.properties) });
    }
    if ('properties' in change) return tickets.setProperties(tx, ticket, change.properties, actorId);
    if ('move' in change) {
      const { properties, ...to } = change.move;
      return tickets.moveAcross(tx, actor, ticket, to, lackingIn(ticket, properties));
    }
    if ('priority' in change) return tickets.update(tx, ticket, { priority: change.priority }, actorId);
    if ('addTag' in change) {
      const { addTag } = change;
      const tags = ticket.tags.includes(addTag) ? ticket.tags : [...ticket.tags, addTag];
      return tickets.update(tx, ticket, { tags }, actorId);
    }
    if ('removeTag' in change) {
      return tickets.update(tx, ticket, { tags: ticket.tags.filter((tag) => tag !== change.removeTag) }, actorId);
    }
    if ('trash' in change) {
      return change.trash ? tickets.trash(tx, ticket, actorId) : tickets.restore(tx, ticket, actorId);
    }
    return change.spam ? tickets.markSpam(tx, ticket, actorId) : tickets.unmarkSpam(tx, ticket, actorId);
  }

  /** Whoever lacks the right is told that it is not there, as anywhere else. */
  const changing = (tx: Tx, actor: Actor, change: Plain | null, found: Map<Id, Ticket>, undone: Map<Id, Was>): Work => {
    const may = needsDelete(change) ? canDelete : canEdit;
    return async (id) => {
      const ticket = found.get(id);
      if (!ticket || !may(actor.rights, ticket)) throw new AppError('notFound', 'There is no such ticket.');
      const was = undone.get(id);
      if (change) return wasOf(ticket, await changeOne(tx, actor, ticket, change));
      return was ? wasOf(ticket, await tickets.putBack(tx, ticket, putBack(ticket, was), actor.id)) : null;
    };
  };

  const mergingInto = (tx: Tx, actor: Actor, intoId: Id): Work => {
    return async (ticketId) => {
      await merging().merge(tx, actor, { ticketId, intoId });
      return { ticketId, before: {}, after: {}, merged: true };
    };
  };

  /** One that somebody has taken out again since stays where it is. */
  const unmerging = (tx: Tx, actor: Actor): Work => {
    return async (ticketId) => {
      const ticket = await tickets.findExactly(tx.workspaceId, ticketId, tx.session);
      if (!ticket?.mergedIntoId) return null;
      await merging().unmerge(tx, actor, ticketId);
      return { ticketId, before: {}, after: {} };
    };
  };

  async function workOf(tx: Tx, { change }: Bulk, ids: Id[], actor: Actor, undone: readonly Was[]): Promise<Work> {
    if (change && 'mergeInto' in change) return mergingInto(tx, actor, change.mergeInto);
    if (undone.some(({ merged }) => merged)) return unmerging(tx, actor);
    const found = await tickets.findMany(tx.workspaceId, ids, tx.session);
    await tickets.readAhead(tx, ids);
    const byId = new Map(found.map((one) => [one._id, one]));
    return changing(tx, actor, change, byId, new Map(undone.map((was) => [was.ticketId, was])));
  }

  const refusalOf = (error: AppError, ticketId: Id): Outcome['refused'][number] => {
    const { properties = [], rule } = (error.details ?? {}) as { properties?: { key: string }[]; rule?: string };
    return { ticketId, reason: rule ?? error.code, properties: properties.map(({ key }) => key) };
  };

  return async function carryOut(
    tx: Tx,
    bulk: Bulk,
    ids: Id[],
    actor: Actor,
    /** When it puts back: what had been done to these. */
    undone: readonly Was[],
  ): Promise<Outcome> {
    const outcome: Outcome = { was: [], passedOver: 0, refused: [] };
    const work = await workOf(tx, bulk, ids, actor, undone);
    for (const id of ids) {
      const before = tx.written();
      try {
        const was = await work(id);
        if (was) outcome.was.push(was);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // The page shares a transaction: nothing would take back the half that is written.
        if (tx.written() !== before) throw new Error(`Ticket ${id} was refused after a write`, { cause: error });
        if (error.code === 'notFound') outcome.passedOver += 1;
        else outcome.refused.push(refusalOf(error, id));
      }
    }
    return outcome;
  };
}

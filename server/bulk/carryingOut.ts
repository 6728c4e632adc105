import { canDelete, canEdit } from '../../shared/access.ts';
import type { BulkChange } from '../../shared/bulk.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { type Bulk, type BulkPage, putBack, type Was, wasOf } from './model.ts';

/** What a page of a bulk change came to. */
export interface Outcome {
  was: Was[];
  passedOver: number;
  refused: number;
  lacking: Bulk['lacking'];
}

const needsDelete = (change: BulkChange | null): boolean => change !== null && 'trash' in change;

/** Applies a change to a hundred tickets, each by the rights of who asked for it, as they are now. */
export function createCarryingOut({ tickets }: { tickets: TicketService }) {
  function changeOne(tx: Tx, actor: Actor, ticket: Ticket, change: BulkChange): Promise<Ticket> {
    const actorId = actor.id;
    if ('assign' in change) return tickets.update(tx, ticket, change.assign, actorId);
    if ('statusId' in change) return tickets.setStatus(tx, actor, ticket, change.statusId);
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

  const lackingOf = (error: AppError, ticketId: Id): Bulk['lacking'] => {
    const { properties } = (error.details ?? {}) as { properties?: { key: string }[] };
    const names = (properties ?? []).map(({ key }) => key);
    return [{ ticketId, properties: names }];
  };

  return async function carryOut(
    tx: Tx,
    { change }: Bulk,
    page: BulkPage,
    actor: Actor,
    /** When it puts back: what had been done to these. */
    undone: readonly Was[],
  ): Promise<Outcome> {
    const outcome: Outcome = { was: [], passedOver: 0, refused: 0, lacking: [] };
    const found = new Map(
      (await tickets.findMany(tx.workspaceId, page.ticketIds, tx.session)).map((one) => [one._id, one]),
    );
    await tickets.readAhead(tx, page.ticketIds);
    const may = needsDelete(change) ? canDelete : canEdit;
    for (const id of page.ticketIds) {
      const ticket = found.get(id);
      if (!ticket || !may(actor.rights, ticket)) {
        outcome.passedOver += 1;
        continue;
      }
      try {
        const before = undone.find(({ ticketId }) => ticketId === id);
        const after = change
          ? await changeOne(tx, actor, ticket, change)
          : before
            ? await tickets.putBack(tx, ticket, putBack(ticket, before), actor.id)
            : ticket;
        const was = wasOf(ticket, after);
        if (was) outcome.was.push(was);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        outcome.refused += 1;
        if (error.code === 'propertiesRequired') outcome.lacking.push(...lackingOf(error, id));
      }
    }
    return outcome;
  };
}

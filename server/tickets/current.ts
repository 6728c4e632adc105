import type { Id } from '../../shared/ids.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Ticket } from './model.ts';
import type { TicketStore } from './store.ts';

/** Each merge of a merged ticket is a step; nobody makes more. */
const mostSteps = 50;

/** Finds tickets by ids that may have been merged away: what is asked for, or where it lies now. product: T14. */
export function createCurrent(store: Pick<TicketStore, 'findMany'>) {
  async function many(workspaceId: Id, ids: Id[], session?: ClientSession): Promise<Map<Id, Ticket>> {
    const found = new Map<Id, Ticket>();
    let ways = ids.map((id) => ({ asked: id, at: id }));
    for (let step = 0; ways.length > 0 && step < mostSteps; step += 1) {
      const here = await store.findMany(workspaceId, [...new Set(ways.map(({ at }) => at))], session);
      const byId = new Map(here.map((ticket) => [ticket._id, ticket]));
      ways = ways.flatMap(({ asked, at }) => {
        const ticket = byId.get(at);
        if (ticket && !ticket.mergedIntoId) found.set(asked, ticket);
        return ticket?.mergedIntoId ? [{ asked, at: ticket.mergedIntoId }] : [];
      });
    }
    return found;
  }
  return {
    /** By the id that was asked for; what is gone is left out. */
    many,
    one: async (workspaceId: Id, id: Id, session?: ClientSession): Promise<Ticket | null> =>
      (await many(workspaceId, [id], session)).get(id) ?? null,
  };
}

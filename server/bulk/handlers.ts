import { matchingAtMost } from '../../shared/contract/bulk.ts';
import type { TicketFilter } from '../../shared/contract/tickets.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { BulkService } from './service.ts';

export const bulkQueries = (bulk: BulkService): QueryHandlers<'bulk.list'> => ({
  'bulk.list': async (actor) => ({ items: await bulk.shownTo(actor), next: null }),
});

interface Matching {
  matching(actor: Actor, filter: TicketFilter, most: number): Promise<Iterable<Id>>;
}

export const bulkCommands = (
  bulk: BulkService,
  { matching }: Matching,
): CommandHandlers<'ticket.bulk' | 'bulk.cancel' | 'bulk.undo'> => ({
  'ticket.bulk': {
    async ahead(asker, { ids, filter, change }) {
      const all = ids ?? (await matching(asker, filter ?? {}, matchingAtMost));
      return (tx, actor) => bulk.start(tx, actor, all, change);
    },
  },
  'bulk.cancel': (tx, actor, { bulkId }) => bulk.cancel(tx, actor, bulkId),
  'bulk.undo': (tx, actor, { bulkId }) => bulk.undo(tx, actor, bulkId),
});

import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { BulkService } from './service.ts';

export const bulkQueries = (bulk: BulkService): QueryHandlers<'bulk.list'> => ({
  'bulk.list': async (actor) => ({ items: await bulk.shownTo(actor), next: null }),
});

export const bulkCommands = (bulk: BulkService): CommandHandlers<'ticket.bulk' | 'bulk.cancel' | 'bulk.undo'> => ({
  'ticket.bulk': (tx, actor, input) => bulk.start(tx, actor, input),
  'bulk.cancel': (tx, actor, { bulkId }) => bulk.cancel(tx, actor, bulkId),
  'bulk.undo': (tx, actor, { bulkId }) => bulk.undo(tx, actor, bulkId),
});

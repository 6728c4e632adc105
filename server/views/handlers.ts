import type { QueryHandlers } from '../rpc/handler.ts';
import type { Counters } from './service.ts';

export const viewQueries = (counters: Counters): QueryHandlers<'view.counts'> => ({
  'view.counts': async (actor) => ({ counts: await counters.countsFor(actor) }),
});

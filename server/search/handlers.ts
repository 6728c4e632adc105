import type { QueryHandlers } from '../rpc/handler.ts';
import type { Search } from './service.ts';

export const searchQueries = (search: Search): QueryHandlers<'search.find'> => ({
  'search.find': (actor, input) => search.find(actor, input),
});

import { newId } from '../platform/clock.ts';
import { searchQueries } from '../search/handlers.ts';
import { createIndexing } from '../search/indexing.ts';
import { createSearchKeeper } from '../search/keeper.ts';
import { createSearch } from '../search/service.ts';
import type { Sources } from '../search/sources.ts';
import { createSearchStore } from '../search/store.ts';
import type { Ground } from './ground.ts';
import type { Talk } from './talk.ts';
import type { Tickets } from './tickets.ts';

/** Search over all that is said and everybody who says it, and the index that follows the log. */
export function createSearching(ground: Ground, { searched, filtered }: Tickets, { messageStore, commentStore }: Talk) {
  const store = createSearchStore(ground.connection);
  const sources: Sources = {
    ...searched,
    messages: messageStore.findMany,
    comments: commentStore.findMany,
    pages: { ...searched.pages, messages: messageStore.page, comments: commentStore.page },
  };
  const indexing = createIndexing({ ...ground, store, sources, holder: newId(ground.clock) });
  return {
    keeper: createSearchKeeper({ ...ground, indexing }),
    queries: searchQueries(
      createSearch({ store, sources, fitting: filtered.fitting, mustBeFilter: filtered.mustBeFilter }),
    ),
  };
}

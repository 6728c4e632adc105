import type { TicketFilter, TicketSort } from '../../shared/contract/tickets.ts';
import type { Input } from '../../shared/contract.ts';
import type { ListOf } from './list.ts';

/** Some screens' worth of rows, so that scrolling seldom meets the end. */
const pageSize = 60;

/** A list by its name; `cache/cache.ts` reads it. */
export const keyOf = ({ view, where }: ListOf, sort: TicketSort) =>
  `${view ?? 'all'} ${sort}${where ? ` ${JSON.stringify(where)}` : ''}`;

/** What a list is of, as a request says it. */
export const filterOf = ({ view, where }: ListOf): TicketFilter => ({
  ...(view === null ? {} : { view }),
  ...(where === null ? {} : { where }),
});

/** A page of it; null is the first. */
export const pageOf = (list: ListOf, sort: TicketSort, cursor: string | null): Input<'ticket.list'> => ({
  filter: filterOf(list),
  sort,
  limit: pageSize,
  cursor,
});

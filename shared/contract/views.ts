import { z } from 'zod';
import { Id } from '../ids.ts';
import { BaseVersion, command, query } from './call.ts';
import { Filter } from './filter.ts';
import { TicketSort } from './tickets.ts';

/** A list that somebody has put together. Its filter means each reader by `me` and his teams by `mine`. */
export const CustomView = z.object({
  id: Id,
  ownerId: Id,
  name: z.string(),
  filter: Filter,
  sort: TicketSort,
  layout: z.enum(['split', 'table', 'board']),
  /** Of its table, in order; names of properties. */
  columns: z.array(z.string()),
  sharing: z.enum(['private', 'team', 'everyone']),
  /** Whose it is when shared with a team. */
  teamId: Id.nullable(),
  version: z.int(),
});
export type CustomView = z.infer<typeof CustomView>;

export const viewCalls = {
  'view.list': query(
    'The custom views open to you, by name: your own, those of your teams, those of everyone. A collaborator has none.',
    z.strictObject({}),
    z.object({ items: z.array(CustomView), next: z.null() }),
  ),
  'view.save': command(
    'Make a custom view, or with `viewId` change one: your own, or as an admin one that is shared; what is left out stays. A new one needs `name` and `filter`. `teamId` goes with sharing “team”. With `baseVersion` a view that was saved since is left as it is: `conflict`.',
    z.strictObject({
      viewId: Id.optional(),
      baseVersion: BaseVersion,
      name: z.string().trim().min(1).max(80).optional(),
      filter: Filter.optional(),
      sort: TicketSort.optional(),
      layout: CustomView.shape.layout.optional(),
      columns: z.array(z.string().min(1).max(80)).max(40).optional(),
      sharing: CustomView.shape.sharing.optional(),
      teamId: Id.nullable().optional(),
    }),
    z.object({ viewId: Id, version: z.int() }),
  ),
  'view.delete': command(
    'Delete a custom view for all who have it; the tickets in it stay.',
    z.strictObject({ viewId: Id }),
    z.object({ viewId: Id }),
  ),
};

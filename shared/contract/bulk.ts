import { z } from 'zod';
import { BulkChange, BulkView } from '../bulk.ts';
import { Id } from '../ids.ts';
import { command, query } from './call.ts';
import { ListFilter } from './tickets.ts';

/** More than anybody selects by hand, and no more than a body holds. */
export const bulkAtMost = 20_000;
/** Of all that match a filter: more than that is another kind of work. */
export const matchingAtMost = 50_000;

const Started = z.object({ bulk: BulkView });
const Named = z.strictObject({ bulkId: Id });

export const bulkCalls = {
  'ticket.bulk': command(
    'Change many tickets at once, by their ids or all that match a filter at this moment: assign, status, properties, priority, tag, move, trash, spam, merge. It goes on by itself, a hundred at a time, with its progress told by `bulk.changed`. What you may not change is passed over and counted; what is refused is counted and named with its reason.',
    z
      .strictObject({
        ids: z.array(Id).min(1).max(bulkAtMost).optional(),
        /** As in ticket.list; `{}` is everything that is neither spam nor in the trash. */
        filter: ListFilter.optional(),
        change: BulkChange,
      })
      .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
        message: 'give either ids or a filter',
        path: ['ids'],
      }),
    Started,
  ),
  'bulk.list': query(
    'Your own changes of many tickets, newest first: those under way, and those that ended in the last day.',
    z.strictObject({}),
    z.object({ items: z.array(BulkView), next: z.null() }),
  ),
  'bulk.cancel': command('Stop a change of many tickets. What is done stays done, and can be undone.', Named, Started),
  'bulk.undo': command(
    'Put back what a change of many tickets did, wherever nobody has changed it since. It goes on by itself as well; `bulk` is that undoing.',
    Named,
    Started,
  ),
};

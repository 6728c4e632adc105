import { z } from 'zod';
import { Id, Moment } from '../ids.ts';
import { query } from './call.ts';
import { Filter } from './filter.ts';

export const searchTypes = ['ticket', 'message', 'comment', 'contact', 'company'] as const;
export const SearchType = z.enum(searchTypes);
export type SearchType = z.infer<typeof SearchType>;

/** A text with the places, [from, to), that answer what was asked. */
const Marked = z.object({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) });

export const SearchHit = z.object({
  type: SearchType,
  /** The ticket's, message's, comment's, contact's or company's. */
  id: z.string(),
  /** The ticket it is, or is said in. */
  ticket: z.object({ id: Id, number: z.int(), statusId: Id, phase: z.string(), ownerId: Id.nullable() }).nullable(),
  /** The name; of a message or comment that of its ticket. */
  title: Marked,
  /** What of it was found besides its name. */
  excerpt: Marked.nullable(),
  /** Who says it: a member, or a customer by name. */
  memberId: Id.nullable(),
  from: z.string().nullable(),
  at: Moment,
});
export type SearchHit = z.infer<typeof SearchHit>;

export const searchCalls = {
  'search.find': query(
    'What you may see that holds all the words, by type, the latest first and what is called just so before it. The last word may be a beginning; Chinese, Japanese and Korean are found by any part; accents, case and width do not matter. `more`: there is more than what is answered. `partial`: so much was looked at that the search ended; another word narrows it. A `filter` is one of tickets: then only tickets that fit it, and what is said of them. Spam and trash are left out unless it asks for them.',
    z.strictObject({
      text: z.string().max(200),
      types: z.array(SearchType).min(1).max(searchTypes.length).optional(),
      filter: Filter.optional(),
      limit: z.int().min(1).max(50).optional(),
    }),
    z.object({
      groups: z.array(
        z.object({ type: SearchType, items: z.array(SearchHit), more: z.boolean(), partial: z.boolean() }),
      ),
    }),
  ),
};

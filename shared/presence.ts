import { z } from 'zod';
import { Id } from './ids.ts';

/** What somebody is doing at a ticket, the stronger first. */
export const Intent = z.enum(['replying', 'commenting', 'viewing', 'idle']);
export type Intent = z.infer<typeof Intent>;

/** A ticket more or less: nobody works at so many at once. */
const draftsTold = 50;

/** What a screen says of its reader: one ticket at most, and where he has begun to write. The fact, never the text. */
export const Statement = z.strictObject({
  ticketId: Id.nullable(),
  doing: Intent,
  drafts: z.array(Id).max(draftsTold),
});
export type Statement = z.infer<typeof Statement>;

/** One colleague at one ticket. `doing` null: he is not there, and has a draft lying there. */
export interface Presence {
  memberId: Id;
  doing: Intent | null;
  draft: boolean;
}

/** Who is at which ticket: all there is to know of the tickets named; of every ticket, if `whole`. */
export interface PresenceNews {
  whole: boolean;
  tickets: Record<Id, Presence[]>;
}

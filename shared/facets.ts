import { z } from 'zod';

/** What a status says of the tickets in it. */
export const StatusState = z.enum(['open', 'waiting', 'closed']);
export type StatusState = z.infer<typeof StatusState>;

/** Where a ticket stands, as lists and counts see it: its status' state, unless it lies aside. */
export const Phase = z.enum([...StatusState.options, 'snoozed', 'spam', 'trash']);
export type Phase = z.infer<typeof Phase>;

export const ViewId = z.enum([
  'unassigned',
  'mine',
  'teamUnassigned',
  'following',
  'open',
  'waiting',
  'snoozed',
  'closed',
  'spam',
  'trash',
]);
export type ViewId = z.infer<typeof ViewId>;

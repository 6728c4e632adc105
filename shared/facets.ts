import { z } from 'zod';

/** Where a ticket stands, as lists and counts see it: its status' state, unless it lies aside. */
export const Phase = z.enum(['open', 'waiting', 'closed']);
export type Phase = z.infer<typeof Phase>;

export const ViewId = z.enum(['unassigned', 'mine', 'teamUnassigned', 'open', 'waiting', 'closed']);
export type ViewId = z.infer<typeof ViewId>;

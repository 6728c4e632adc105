import { z } from 'zod';

/** The schemas of what `access.ts` reasons about; apart, so that a browser that only reasons does not load zod. */

/** `members` is held by everybody who is active, `self:<id>` by that member alone, `all` by those who see every ticket. */
export const Scope = z.string();
export type Scope = z.infer<typeof Scope>;

export const Level = z.enum(['everything', 'teams', 'own', 'none']);
export type Level = z.infer<typeof Level>;

/** One verb's reach. `unassigned` adds tickets with neither owner nor team, for the levels *teams* and *own*. */
export const Reach = z.strictObject({ level: Level, unassigned: z.boolean() });
export type Reach = z.infer<typeof Reach>;

export const Access = z.strictObject({ view: Reach, edit: Reach, delete: Reach });
export type Access = z.infer<typeof Access>;

export const Role = z.enum(['admin', 'agent', 'collaborator']);
export type Role = z.infer<typeof Role>;
